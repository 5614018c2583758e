import { readFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { clientModule } from "./client-module.ts";
import { operationTable } from "./operation-table.ts";
import { openApiDocument } from "./openapi.ts";

const client = resolve(import.meta.dirname, "../../client");

/** Every generated file of packages/client with its text. */
export function generatedFiles(): Map<string, string> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    [resolve(client, "operations.json"), json(operationTable())],
    [resolve(client, "openapi.json"), json(openApiDocument())],
    [resolve(client, "src/generated/operations.ts"), clientModule()],
  ]);
}

function storedText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // A file that is not there is stale like one that differs.
    return null;
  }
}

/** Generated files whose committed text differs from what the router says now. */
export function staleFiles(): string[] {
  return [...generatedFiles()]
    .filter(([file, text]) => storedText(file) !== text)
    .map(([file]) => relative(process.cwd(), file));
}

if (import.meta.main) {
  const stale = staleFiles();
  if (!process.argv.includes("--check")) {
    for (const [file, text] of generatedFiles()) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    console.log(stale.length === 0 ? "generated files were up to date" : `generated ${stale.join(", ")}`);
  } else if (stale.length > 0) {
    console.error(`stale: ${stale.join(", ")}. Run 'pnpm generate' and commit the result.`);
    process.exitCode = 1;
  }
}
