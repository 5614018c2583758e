import { ExtensionSide } from "@hawkmoth/capture/bridge/extension-side";
import { coveredBoxes } from "@hawkmoth/capture/cover/covered-boxes";
import { readPage } from "@hawkmoth/capture/page";
import { type RecorderPolicy, STRICTEST_POLICY } from "@hawkmoth/capture/policy";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { browser } from "wxt/browser";
import { policyFor, type PolicyBook } from "../connection/policy.ts";
import { openClosedRoot } from "./closed-roots.ts";
import { type CoverAnswer, type FreezeAnswer, isPageQuestion } from "./messages.ts";
import { Outgoing } from "./outgoing.ts";

const MARK = Symbol.for("hawkmoth.bridge");
/** A frame that is drawn takes 16 ms; a tab that is not drawn has none to wait for. */
const DRAWN_MS = 150;

/** Carries chunks of the page's recorder to the worker, and the worker's orders to the page. */
export function openBridge(): void {
  if (window !== window.top || Reflect.has(globalThis, MARK)) return;
  Reflect.set(globalThis, MARK, true);
  let known: RecorderPolicy = STRICTEST_POLICY;
  const outgoing = new Outgoing();
  const side = new ExtensionSide((chunk) =>
    outgoing.send({ page: readPage(known), selectors: selectorsOf(known), chunk }),
  );
  const settled = readPolicy().then((policy) => {
    known = policy;
    side.setPolicy(policy);
  });
  addEventListener("pageshow", ({ persisted }) => persisted && outgoing.beginVisit());

  const freeze = async (): Promise<FreezeAnswer> => {
    await settled;
    side.flush();
    await outgoing.delivered();
    return { page: readPage(known), selectors: selectorsOf(known) };
  };
  const cover = async (): Promise<CoverAnswer> => {
    await settled;
    await drawn();
    return { visit: outgoing.visit, boxes: coveredBoxes(known, openClosedRoot()) };
  };
  browser.runtime.onMessage.addListener((message: unknown, _sender, respond) => {
    if (!isPageQuestion(message)) return false;
    void (message.type === "freeze" ? freeze() : cover()).then(respond, () => respond(null));
    return true;
  });
}

function selectorsOf({ mask_selectors, block_selectors }: RecorderPolicy): string[] {
  return [...mask_selectors, ...block_selectors];
}

/** Waits until what the page did last is on the screen, so that boxes and picture show the same. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    setTimeout(resolve, DRAWN_MS);
  });
}

async function readPolicy(): Promise<CapturePolicy> {
  const stored = await browser.storage.local.get<{ policies?: PolicyBook }>("policies");
  return policyFor(location.origin, stored.policies ?? null);
}
