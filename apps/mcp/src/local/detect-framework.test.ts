import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DetectedFramework } from "@hawkmoth/domain/setup/schema";
import { afterAll, describe, expect, it, test } from "vitest";
import { detectFrameworkTool, detectIn } from "./detect-framework.ts";

const made: string[] = [];
afterAll(() => Promise.all(made.map((folder) => rm(folder, { recursive: true }))));

async function makeFolder(files: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hawkmoth-detect-"));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

describe("detect_framework", () => {
  it("reads package.json and the names of two levels", async () => {
    const folder = await makeFolder({
      "package.json": '{"dependencies":{"vue":"3"}}',
      "src/App.vue": "",
      "src/deep/next.config.js": "",
    });
    expect(await detectIn(folder)).toEqual({
      framework: "vue",
      evidence: ["package.json: vue", "src/App.vue"],
      root: ".",
    });
  });

  it("looks into a package of a larger repository", async () => {
    const folder = await makeFolder({ "apps/site/package.json": '{"devDependencies":{"astro":"5"}}' });
    expect(await detectIn(folder, "apps/site")).toMatchObject({ framework: "astro", root: join("apps", "site") });
  });

  it("answers in the shape that it lists, with html for a directory that says nothing", async () => {
    const { run, listed } = detectFrameworkTool(await makeFolder());
    const answer = await run({});
    expect(DetectedFramework.parse(answer)).toEqual({ framework: "html", evidence: [], root: "." });
    expect(Object.keys(answer).toSorted()).toEqual(listed.outputSchema.required?.toSorted());
  });

  test.each(["..", "../..", "/etc", "a/../../b"])("does not leave its directory by %s", async (path) => {
    await expect(detectIn(await makeFolder(), path)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("follows no link out: neither of the directory, nor of what is in it, nor of package.json", async () => {
    const secret = await makeFolder({ "package.json": '{"dependencies":{"next":"16"}}', "src/App.vue": "" });
    const folder = await makeFolder();
    await symlink(secret, join(folder, "out"));
    await expect(detectIn(folder, "out")).rejects.toMatchObject({ code: "INVALID_INPUT" });
    await symlink(join(secret, "src"), join(folder, "src"));
    await symlink(join(secret, "package.json"), join(folder, "package.json"));
    expect(await detectIn(folder)).toEqual({ framework: "html", evidence: [], root: "." });
  });

  it("says that there is no such directory, also for a file", async () => {
    const folder = await makeFolder({ "notes.txt": "" });
    for (const path of ["missing", "notes.txt"])
      await expect(detectIn(folder, path)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("does not read a manifest that is far too large", async () => {
    const folder = await makeFolder({ "package.json": `{"dependencies":{"react":"${"9".repeat(1_100_000)}"}}` });
    expect(await detectIn(folder)).toMatchObject({ framework: "html" });
  });
});
