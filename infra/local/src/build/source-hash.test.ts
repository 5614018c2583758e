import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sourceHash } from "./source-hash.ts";

let root = "";

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const hash = (): string => sourceHash("apps/one", {}, root);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hawkmoth-hash-"));
  write("pnpm-lock.yaml", "lock");
  write("pnpm-workspace.yaml", "workspace");
  write("apps/one/package.json", JSON.stringify({ name: "one", dependencies: { "@hawkmoth/near": "workspace:*" } }));
  write(
    "packages/near/package.json",
    JSON.stringify({ name: "near", devDependencies: { "@hawkmoth/far": "workspace:*" } }),
  );
  write("packages/far/package.json", JSON.stringify({ name: "far" }));
  write("packages/other/package.json", JSON.stringify({ name: "other" }));
  write("packages/far/src/a.ts", "1");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each(["apps/one/src/page.tsx", "packages/near/src/a.ts", "packages/far/src/a.ts", "pnpm-lock.yaml"])(
  "%s changes the hash",
  (path) => {
    const before = hash();
    write(path, "changed");
    expect(hash()).not.toBe(before);
  },
);

test.each(["packages/other/src/a.ts", "packages/far/src/a.test.ts", "apps/one/.next/BUILD_ID", "apps/one/AGENTS.md"])(
  "%s leaves the hash as it is",
  (path) => {
    const before = hash();
    write(path, "changed");
    expect(hash()).toBe(before);
  },
);

test("a setting that ends up in the build changes the hash", () => {
  expect(sourceHash("apps/one", { A: "1" }, root)).not.toBe(sourceHash("apps/one", { A: "2" }, root));
});
