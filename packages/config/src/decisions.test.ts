import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** What the one line of a family stands for. */
const FAMILIES = [
  "@types/",
  "@fontsource-variable/",
  "@tailwindcss/",
  "@trpc/",
  "@modelcontextprotocol/",
  "@rrweb/types",
];

function catalogue(): string[] {
  const [, block = ""] = read("pnpm-workspace.yaml").split(/^catalog:\n/m);
  return [...block.matchAll(/^ {2}"?([^":\s]+)"?:/gm)].map((match) => match[1] ?? "");
}

test("every dependency of the catalogue has its reason in ARCHITECTURE.md", () => {
  const decisions = read("ARCHITECTURE.md").split("## Decisions")[1] ?? "";
  const unexplained = catalogue().filter((name) => {
    const known = FAMILIES.some((family) => name.startsWith(family));
    return !known && !decisions.includes(name.replace(/^@tanstack\//, ""));
  });
  expect(catalogue().length).toBeGreaterThan(50);
  expect(unexplained).toEqual([]);
});

test("every version of the catalogue is exact", () => {
  const [, block = ""] = read("pnpm-workspace.yaml").split(/^catalog:\n/m);
  const versions = [...block.matchAll(/^ {2}"?[^":\s]+"?: (.+)$/gm)].map((match) => match[1] ?? "");
  expect(versions.filter((version) => !/^(?:npm:@?[\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
