import { importTable, type ImportRule } from "../import-table.ts";

/** The part of an absolute file name that starts at apps/, packages/, infra/ or e2e/, with forward slashes. */
export function repositoryPath(filename: string): string {
  const path = filename.replaceAll("\\", "/");
  const match = /(?:^|\/)((?:apps|packages|infra|e2e|scripts)\/.*)$/.exec(path);
  return match?.[1] ?? path.split("/").at(-1) ?? path;
}

/** The row of the import table that governs a file, or undefined outside every package. */
export function ruleOf(path: string): ImportRule | undefined {
  return Object.values(importTable).find((rule) => path.startsWith(`${rule.directory}/`));
}

export const isTest = (path: string): boolean => /\.(test|spec)\.tsx?$/.test(path) || path.includes("/testing/");
