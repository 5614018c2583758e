import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rollup } from "vite";
import { expect, test } from "vitest";
import { slimRecorder, slimRrweb } from "./build/slim-recorder.ts";

const BUDGET_BYTES = 32 * 1024;

/** Builds what a page loads the way the extension does, and lists the modules that are in it. */
async function buildRecorder(): Promise<Rollup.OutputChunk> {
  const entry = `${import.meta.dirname}/bridge/record-page.ts`;
  const output = await build({
    configFile: false,
    logLevel: "error",
    plugins: [slimRecorder()],
    build: { write: false, target: "chrome120", lib: { entry, formats: ["iife"], name: "recorder" } },
  });
  const [result] = Array.isArray(output) ? output : [output];
  const chunk = result && "output" in result ? result.output[0] : undefined;
  if (!chunk) throw new Error("the build made nothing");
  return chunk;
}

test("what every page loads is at most 32 KB compressed, and reads no zod", { timeout: 60_000 }, async () => {
  const chunk = await buildRecorder();
  const size_bytes = gzipSync(chunk.code, { level: 9 }).byteLength;
  const parts = Object.entries(chunk.modules)
    .toSorted(([, left], [, right]) => right.renderedLength - left.renderedLength)
    .slice(0, 12)
    .map(([path, part]) => `${path.split("/node_modules/").at(-1)} ${part.renderedLength}`);
  expect(chunk.code).toContain("hawkmoth.capture");
  expect(Object.keys(chunk.modules).filter((path) => path.includes("/zod/"))).toEqual([]);
  expect(size_bytes, `largest parts before minifying:\n${parts.join("\n")}`).toBeLessThanOrEqual(BUDGET_BYTES);
});

test("an rrweb that moved its parts stops the build", () => {
  const code = readFileSync(fileURLToPath(import.meta.resolve("@rrweb/record")), "utf8");
  expect(slimRrweb(code).length).toBeLessThan(code.length * 0.9);
  expect(() => slimRrweb(code.replace("class CanvasManager", "class Canvases"))).toThrow(/CanvasManager/);
});
