import { AppError } from "@hawkmoth/domain/errors";
import { detectFramework } from "@hawkmoth/domain/setup/frameworks";
import { Framework, type DetectedFramework } from "@hawkmoth/domain/setup/schema";
import type { LocalTool } from "@hawkmoth/mcp/local-tool";
import { open, readdir, realpath } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";

/** Directories whose files tell something; nothing deeper is looked at. */
const TELLING = ["src", "public", "static", "www"];
const MAX_ENTRIES = 2000;
const MAX_MANIFEST_BYTES = 1024 * 1024;

/**
 * Tells what a codebase below `root` is built with, from package.json and the names of files in its first two levels.
 * Nothing outside of `root` is read, whatever links lead there, and nothing is written or run.
 * @throws INVALID_INPUT for a path outside of root, NOT_FOUND when there is no such directory
 */
export async function detectIn(root: string, path = "."): Promise<DetectedFramework> {
  const base = await realpath(root);
  const directory = await realDirectory(base, path);
  const files = await namesIn(directory);
  const below = await Promise.all(
    TELLING.filter((name) => files.includes(name)).map((name) => namesBelow({ base, directory, name })),
  );
  const found = detectFramework({
    package_json: files.includes("package.json") ? await readManifest(base, join(directory, "package.json")) : null,
    files: [...files, ...below.flat()],
  });
  return { ...found, root: relative(base, directory) || "." };
}

async function realDirectory(base: string, path: string): Promise<string> {
  const wanted = resolve(base, path);
  if (!isWithin(base, wanted)) throw outside();
  const real = await realpath(wanted).catch(() => null);
  if (real === null) throw new AppError("NOT_FOUND", { message: "There is no such directory.", field: "path" });
  if (!isWithin(base, real)) throw outside();
  return real;
}

function isWithin(base: string, path: string): boolean {
  const way = relative(base, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function outside(): AppError {
  return new AppError("INVALID_INPUT", {
    message: "Invalid 'path': it leads out of the directory this server was started in",
    field: "path",
    hint: "Start the server in the codebase, or give a path below the directory it runs in.",
  });
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).slice(0, MAX_ENTRIES);
  } catch (cause) {
    throw new AppError("NOT_FOUND", { message: "There is no such directory.", field: "path", cause });
  }
}

async function namesBelow({ base, directory, name }: Record<"base" | "directory" | "name", string>): Promise<string[]> {
  try {
    const real = await realpath(join(directory, name));
    return isWithin(base, real) ? (await namesIn(real)).map((file) => `${name}/${file}`) : [];
  } catch {
    // A file of that name, or a directory that may not be read, tells nothing.
    return [];
  }
}

async function readManifest(base: string, path: string): Promise<string | null> {
  try {
    if (!isWithin(base, await realpath(path))) return null;
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      return size > MAX_MANIFEST_BYTES ? null : await file.readFile("utf8");
    } finally {
      await file.close();
    }
  } catch {
    // Without a readable manifest the file names alone decide.
    return null;
  }
}

/** The tool over the directory in which the server was started. */
export function detectFrameworkTool(root: string): LocalTool {
  return {
    toolset: "setup",
    hints: { read_only: true, destructive: false, idempotent: true, open_world: false },
    listed: {
      name: "detect_framework",
      title: "Detect framework",
      description:
        "What a codebase on this machine is built with, from package.json and file names. Use when you need the framework for get_install_snippet.",
      inputSchema: {
        type: "object",
        properties: { path: { type: "string", description: "Below the working directory, which is the default" } },
        additionalProperties: false,
      },
      outputSchema: {
        type: "object",
        properties: {
          framework: { type: "string", enum: [...Framework.options] },
          evidence: { type: "array", items: { type: "string" } },
          root: { type: "string" },
        },
        required: ["framework", "evidence", "root"],
        additionalProperties: false,
      },
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    run: async ({ path }) => ({ ...(await detectIn(root, typeof path === "string" ? path : undefined)) }),
  };
}
