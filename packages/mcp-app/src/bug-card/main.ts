import type { Bridge } from "../bridge.ts";
import { answerOf, callTool } from "../call-tool.ts";
import { byId } from "../element.ts";
import { joinHost } from "../host.ts";
import { bugCard } from "./card.ts";
import { readBug, type CardBug } from "./read-bug.ts";

function say(text: string): void {
  byId("status").textContent = text;
}

function draw(bridge: Bridge, bug: CardBug): void {
  byId("card").replaceChildren(
    bugCard(bug, {
      change: (fields) => void change(bridge, bug, fields),
      open: (url) => void bridge.request("ui/open-link", { url }).catch(() => say(url)),
    }),
  );
}

/** Changes the bug, then reads it again: what stands on the card is what is stored, not what was asked for. */
async function change(bridge: Bridge, bug: CardBug, fields: Record<string, unknown>): Promise<void> {
  say("Saving");
  try {
    await callTool(bridge, "app_update_bug", { bug_id: bug.id, ...fields });
    say("Saved");
  } catch (error) {
    say(error instanceof Error ? error.message : "That was not saved.");
  }
  const stored = await callTool(bridge, "get_bug", { bug_id: bug.id }).then(
    ({ structured }) => readBug(structured),
    () => null,
  );
  if (stored) draw(bridge, stored);
  else say("The bug can't be read again: what stands here may be old.");
}

function show(bridge: Bridge, result: Record<string, unknown>): void {
  const bug = readBug(answerOf(result).structured);
  if (bug) draw(bridge, bug);
  else say("There is no bug in this answer.");
}

const opened: { bridge?: Bridge; waiting?: Record<string, unknown> } = {};
opened.bridge = await joinHost({
  name: "hawkmoth-bug-card",
  onResult: (result) => {
    if (opened.bridge) show(opened.bridge, result);
    else opened.waiting = result;
  },
  onCancelled: () => say("The call was stopped."),
  onLeave: () => undefined,
});
if (opened.waiting) show(opened.bridge, opened.waiting);
