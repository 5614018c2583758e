import type { Bridge } from "../bridge.ts";
import { answerOf, callTool, imageOf } from "../call-tool.ts";
import { byId, element } from "../element.ts";
import { joinHost } from "../host.ts";
import { showControls, showSteps } from "./controls.ts";
import { loadEvents } from "./load-events.ts";
import { readSteps } from "./read-steps.ts";
import { setStage, type Stage } from "./stage.ts";

let stage: Stage | null = null;
let shown_bug_id: string | null = null;

function say(text: string): void {
  byId("status").textContent = text;
}

async function listSteps(bridge: Bridge, bug_id: string): Promise<void> {
  const context = await callTool(bridge, "get_bug_context", { bug_id, include: ["timeline"] });
  showSteps(readSteps(context.structured), (at_ms) => stage?.seek(stage.offsetOf(at_ms)));
}

async function play(bridge: Bridge, bug_id: string): Promise<void> {
  const controls = showControls();
  const recording = await loadEvents(bridge, bug_id, (part) => say(`Loading the replay, ${Math.round(part * 100)} %`));
  stage = setStage(byId("stage"), recording, controls.onTime);
  controls.attach(stage);
  say("");
}

/** Where no replay can be shown, the picture and the steps tell the same story. */
async function fallBack(bridge: Bridge, bug_id: string, error: unknown): Promise<void> {
  say(`${error instanceof Error ? error.message : "The replay can't be played."} The steps and the screenshot remain.`);
  const source = imageOf(await callTool(bridge, "get_screenshot", { bug_id }));
  if (source) byId("stage").replaceChildren(element("img", { src: source, alt: "The page as the reporter saw it" }));
}

async function show(bridge: Bridge, result: Record<string, unknown>): Promise<void> {
  const { structured } = answerOf(result);
  const bug_id = structured["bug_id"];
  if (typeof bug_id !== "string" || bug_id === shown_bug_id) return;
  shown_bug_id = bug_id;
  stage?.destroy();
  byId("title").textContent = String(structured["key"] ?? "Replay");
  await Promise.allSettled([
    listSteps(bridge, bug_id),
    play(bridge, bug_id)
      .catch((error: unknown) => fallBack(bridge, bug_id, error))
      .catch(() => byId("stage").replaceChildren()),
  ]);
}

const opened: { bridge?: Bridge; waiting?: Record<string, unknown> } = {};
opened.bridge = await joinHost({
  name: "hawkmoth-replay",
  onResult: (result) => {
    if (opened.bridge) void show(opened.bridge, result);
    else opened.waiting = result;
  },
  onCancelled: () => say("The call was stopped."),
  onLeave: () => stage?.destroy(),
});
if (opened.waiting) await show(opened.bridge, opened.waiting);
