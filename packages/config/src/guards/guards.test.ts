import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { LINT_FAULTS } from "./lint-faults.ts";
import { runTool } from "./run-tool.ts";
import { WorkspaceCopy } from "./workspace-copy.ts";

const Report = z.object({
  diagnostics: z.array(z.object({ message: z.string(), code: z.string(), filename: z.string() })),
});

let copy: WorkspaceCopy;

function addDependency(directory: string, name: string, version: string): void {
  const path = `${directory}/package.json`;
  const manifest = z
    .looseObject({ dependencies: z.record(z.string(), z.string()).default({}) })
    .parse(JSON.parse(copy.read(path)));
  manifest.dependencies[name] = version;
  copy.write(path, JSON.stringify(manifest, null, 2));
}

beforeAll(() => {
  copy = new WorkspaceCopy();
});

afterAll(() => copy.remove());

describe("the linter finds", () => {
  let diagnostics: z.infer<typeof Report>["diagnostics"] = [];

  beforeAll(async () => {
    for (const fault of LINT_FAULTS) copy.write(fault.path, fault.text);
    const paths = LINT_FAULTS.map((fault) => fault.path).join(" ");
    const { output } = await runTool(copy.root, `oxlint --type-aware --format=json ${paths}`);
    diagnostics = Report.parse(JSON.parse(output)).diagnostics;
  }, 60_000);

  test.each(LINT_FAULTS)("$rule in $path", ({ rule, path, says }) => {
    const found = diagnostics.filter((diagnostic) => diagnostic.filename === path && diagnostic.code === rule);
    expect(found.map((diagnostic) => diagnostic.message)).toContainEqual(expect.stringContaining(says ?? ""));
  });
});

test("the formatter finds a badly formatted file", async () => {
  copy.write("packages/replay/src/planted-format.ts", "export const   planted = [1,2\n];\n");
  const { code, output } = await runTool(copy.root, "oxfmt --check packages/replay/src/planted-format.ts");
  expect(output).toContain("planted-format.ts");
  expect(code).not.toBe(0);
});

test("the compiler finds an unchecked index", { timeout: 60_000 }, async () => {
  copy.write(
    "packages/replay/src/planted-type.ts",
    "const list: string[] = [];\nconst first: string = list[0];\nvoid first;\n",
  );
  const { code, output } = await runTool(copy.root, "tsc -p packages/replay --noEmit");
  expect(output).toMatch(/planted-type\.ts.*TS2322/);
  expect(code).not.toBe(0);
});

test("turbo boundaries finds an undeclared import", { timeout: 60_000 }, async () => {
  copy.write(
    "packages/domain/src/planted-boundary.ts",
    'import { connect } from "@hawkmoth/db/client";\nvoid connect;\n',
  );
  const { code, output } = await runTool(copy.root, "turbo boundaries");
  expect(output).toContain("@hawkmoth/db");
  expect(output).toContain("planted-boundary.ts");
  expect(code).not.toBe(0);
});

test("turbo boundaries finds a dependency that the layer may not have", { timeout: 60_000 }, async () => {
  const before = copy.read("packages/capture/package.json");
  addDependency("packages/capture", "@hawkmoth/services", "workspace:*");
  const { code, output } = await runTool(copy.root, "turbo boundaries");
  copy.write("packages/capture/package.json", before);
  expect(output).toMatch(
    /Package `@hawkmoth\/services` found without any tag listed in allowlist\s+(\| )?for\s+(\| )?`@hawkmoth\/capture`/,
  );
  expect(code).not.toBe(0);
});

test("knip finds a file that nothing uses", { timeout: 60_000 }, async () => {
  copy.write("infra/local/src/planted-unused.ts", "export const planted = 1;\n");
  const { code, output } = await runTool(copy.root, "knip --no-progress --workspace infra/local");
  expect(output).toContain("planted-unused.ts");
  expect(code).not.toBe(0);
});

test("sherif finds two versions of one package", async () => {
  const before = copy.read("packages/domain/package.json");
  addDependency("packages/domain", "zod", "4.0.0");
  addDependency("packages/replay", "zod", "4.0.1");
  const { code, output } = await runTool(copy.root, "sherif");
  copy.write("packages/domain/package.json", before);
  expect(output).toContain("zod");
  expect(code).not.toBe(0);
});

test("generate --check finds an operation table that is stale", { timeout: 60_000 }, async () => {
  copy.write(
    "packages/client/operations.json",
    copy.read("packages/client/operations.json").replace("bug.list", "bug.planted"),
  );
  const { code, output } = await runTool(copy.root, "node packages/api/src/generate.ts --check");
  expect(output).toContain("operations.json");
  expect(code).not.toBe(0);
});

test("generate --check finds a tool inventory that is stale", { timeout: 60_000 }, async () => {
  const file = "packages/client/tool-inventory.json";
  const before = copy.read(file);
  copy.write(file, before.replace("get_bug_context", "get_bug_planted"));
  const { code, output } = await runTool(copy.root, "node packages/mcp/src/generate-inventory.ts --check");
  copy.write(file, before);
  expect(output).toContain("tool-inventory.json");
  expect(code).not.toBe(0);
});
