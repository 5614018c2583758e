import { startRecorder } from "../recorder.ts";
import { PageSide } from "./page-side.ts";

/** Starts the recorder in the page's own world and ties it to the extension. Must run before the page's scripts. */
export function recordPage(): void {
  const recorder = startRecorder({ onChunk: (chunk) => page.send(chunk) });
  if (!recorder) return;
  const page = new PageSide((order) => {
    if (order.type === "flush") recorder.flush();
    else recorder.setPolicy(order.policy);
  });
}
