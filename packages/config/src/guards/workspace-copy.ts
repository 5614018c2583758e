import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { importTable } from "../import-table.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const OUTPUT = new Set(["node_modules", ".next", ".output", ".wxt", ".turbo", "dist", "test-results"]);
const ROOT_FILES =
  "package.json pnpm-workspace.yaml pnpm-lock.yaml turbo.json tsconfig.json knip.json vitest.config.ts .oxlintrc.json .oxfmtrc.json .gitignore scripts".split(
    " ",
  );

function linkInto(directory: string, source: string): void {
  mkdirSync(directory, { recursive: true });
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    if (entry.name.startsWith("@") && entry.isDirectory()) linkInto(join(directory, entry.name), from);
    else symlinkSync(realpathSync(from), join(directory, entry.name));
  }
}

/** A copy of this repository in a temporary folder, for planting faults without touching the real one. */
export class WorkspaceCopy {
  readonly root = mkdtempSync(join(tmpdir(), "hawkmoth-guards-"));

  constructor() {
    for (const file of ROOT_FILES) cpSync(join(ROOT, file), join(this.root, file), { recursive: true });
    for (const { directory } of Object.values(importTable)) this.#copyPackage(directory);
    symlinkSync(join(ROOT, "node_modules"), join(this.root, "node_modules"));
  }

  #copyPackage(directory: string): void {
    const from = join(ROOT, directory);
    const to = join(this.root, directory);
    cpSync(from, to, { recursive: true, filter: (path) => !OUTPUT.has(basename(path)) });
    linkInto(join(to, "node_modules"), join(from, "node_modules"));
    const own = join(to, "node_modules", "@hawkmoth");
    for (const name of this.#ownPackages(own)) {
      rmSync(join(own, name));
      symlinkSync(join(this.root, "packages", name), join(own, name));
    }
  }

  #ownPackages(directory: string): string[] {
    try {
      return readdirSync(directory);
    } catch {
      return [];
    }
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
