import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A Node on this machine, by the folder that holds it. */
export interface FoundNode {
  major: number;
  folder: string;
}

/** The Nodes of this machine that the package promises to run on: the one of the repository, and older ones on PATH. */
export function foundNodes(): FoundNode[] {
  const own = { major: Number(process.versions.node.split(".")[0]), folder: join(process.execPath, "..") };
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  const others = folders
    .filter((folder) => existsSync(join(folder, "node")))
    .map((folder) => ({ major: majorOf(join(folder, "node")), folder }))
    .filter(({ major }) => major >= 20);
  return [...new Map([...others, own].map((node) => [node.major, node])).values()].toSorted(
    (one, other) => one.major - other.major,
  );
}

function majorOf(program: string): number {
  return Number(/^v(\d+)/.exec(execFileSync(program, ["--version"]).toString())?.[1] ?? 0);
}
