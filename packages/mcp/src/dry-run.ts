import type { Tool } from "./registry.ts";

/** True for a call that only shows what it would do: by its own word, or because the tool does so unless told otherwise. */
export function isDryRun({ operation }: Tool, args: Readonly<Record<string, unknown>>): boolean {
  return (args["dry_run"] ?? operation.input?.properties?.["dry_run"]?.default) === true;
}
