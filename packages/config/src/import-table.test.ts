import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { importTable, reachOf } from "./import-table.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

const Versions = z.record(z.string(), z.string()).default({});
const Manifest = z.object({ name: z.string(), dependencies: Versions, devDependencies: Versions });
const PackageTurbo = z.object({ tags: z.array(z.string()) });
const Turbo = z.object({
  boundaries: z.object({
    tags: z.record(z.string(), z.object({ dependencies: z.object({ allow: z.array(z.string()) }) })),
  }),
});

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

function oursAmong(versions: Record<string, string>): string[] {
  return Object.keys(versions).filter((key) => key.startsWith("@hawkmoth/"));
}

const rows = Object.entries(importTable).map(([tag, rule]) => ({ tag, ...rule }));

test.each(rows)(
  "$package declares no workspace dependency outside its row",
  ({ directory, package: name, may, types, tests = [] }) => {
    const manifest = Manifest.parse(readJson(`${directory}/package.json`));
    const open = [...may, ...Object.keys(types ?? {})].map((tag) => importTable[tag]?.package);
    const openToTests = [...open, ...tests.map((tag) => importTable[tag]?.package)];
    expect(manifest.name).toBe(name);
    expect(oursAmong(manifest.dependencies).filter((key) => !open.includes(key))).toEqual([]);
    expect(oursAmong(manifest.devDependencies).filter((key) => !openToTests.includes(key))).toEqual([]);
  },
);

test.each(rows)("$package carries its own tag and turbo allows exactly its reach", ({ tag, directory }) => {
  expect(PackageTurbo.parse(readJson(`${directory}/turbo.json`)).tags).toEqual([tag]);
  const { tags } = Turbo.parse(readJson("turbo.json")).boundaries;
  expect(tags[tag]?.dependencies.allow.toSorted()).toEqual([...reachOf(tag)].toSorted());
});

test("the rows contain no circle", () => {
  for (const { tag } of rows) expect(reachOf(tag)).not.toContain(tag);
});
