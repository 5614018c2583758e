import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Runs in the page before any of its code: records like the extension does and keeps the chunks in the page. */
const SOURCE = `
import { startRecorder } from "@hawkmoth/capture/recorder";
import { bundleCapture } from "@hawkmoth/capture/bundle";
import { readPage } from "@hawkmoth/capture/page";

const policy = { privacy_mode: "MINIMAL", capture_bodies: true, mask_selectors: [], block_selectors: [] };
const chunks = [];
const recorder = startRecorder({ onChunk: (chunk) => chunks.push(typeof chunk === "string" ? chunk : chunk.json) });
recorder?.setPolicy(policy);
Object.defineProperty(window, "hawkmothBundle", {
  value(window_ms) {
    recorder?.flush();
    return JSON.stringify(bundleCapture({
      chunks,
      page: readPage(policy),
      now_ms: Date.now(),
      window_ms,
      recorder: { name: "hawkmoth-extension", version: "0.1.0" },
    }));
  },
});
`;

export async function recorderScript(): Promise<string> {
  const result = await build({
    stdin: {
      contents: SOURCE,
      resolveDir: fileURLToPath(new URL("../../../apps/extension", import.meta.url)),
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "iife",
    target: "chrome120",
  });
  return result.outputFiles[0]?.text ?? "";
}
