import type { Browser } from "wxt/browser";
import { browser } from "wxt/browser";
import type { CoverAnswer, FreezeAnswer, PageQuestion } from "../bridge/messages.ts";

/** A page that takes longer is busy or shows a message box; the person who clicked waits. */
const PATIENCE_MS = 1200;
/** A page that answers is given the time to measure itself: a very large one takes more than a second. */
const COVER_PATIENCE_MS = 4000;

/** A page that refuses the script at first is tried again after these waits. */
const INJECT_AGAIN_MS = [80, 240];

/** A tab the toolbar button was clicked on. */
export type Tab = Browser.tabs.Tab;

/** What a page said at the moment of the capture. */
export interface AskedPage {
  /** null when the page did not answer in time. */
  answer: FreezeAnswer | null;
  /** True when the extension ran in the page before the click. */
  is_bridged: boolean;
}

/**
 * Makes the page hand over what it has gathered and say what it is. On a page the extension does not record, the
 * click's own permission is enough to ask what it is.
 * @returns null when the page can't be asked: browser pages, shops of extensions, viewers.
 */
export async function askPage(tab_id: number): Promise<AskedPage | null> {
  const answer = await ask<FreezeAnswer>(tab_id, "freeze", PATIENCE_MS);
  if (answer !== "nobody") return { answer: answer === "silence" ? null : answer, is_bridged: true };
  const injected = await within(inject(tab_id), PATIENCE_MS);
  if (injected === false) return null;
  if (injected === null) return { answer: null, is_bridged: false };
  const late = await ask<FreezeAnswer>(tab_id, "freeze", PATIENCE_MS);
  return { answer: typeof late === "string" ? null : late, is_bridged: false };
}

/** What to cover in a picture of the page as it is on the screen now; null when it does not answer. */
export async function askCover(tab_id: number): Promise<CoverAnswer | null> {
  const answer = await ask<CoverAnswer>(tab_id, "cover", COVER_PATIENCE_MS);
  return typeof answer === "string" ? null : answer;
}

/** False when the page lets no script in. The permission of a click can arrive a moment after the click itself. */
async function inject(tab_id: number): Promise<boolean> {
  for (const delay_ms of INJECT_AGAIN_MS) {
    if (await injectOnce(tab_id)) return true;
    await new Promise((resolve) => setTimeout(resolve, delay_ms));
  }
  return injectOnce(tab_id);
}

async function injectOnce(tab_id: number): Promise<boolean> {
  try {
    await browser.scripting.executeScript({ target: { tabId: tab_id }, files: ["/content-scripts/bridge.js"] });
    return true;
  } catch {
    return false;
  }
}

/** `nobody` when no script of ours is in the page, `silence` when there is one and it does not answer in time. */
async function ask<Answer>(
  tab_id: number,
  type: PageQuestion["type"],
  patience_ms: number,
): Promise<Answer | "nobody" | "silence"> {
  const answer = browser.tabs.sendMessage<PageQuestion, Answer | null>(tab_id, { type }, { frameId: 0 });
  return (
    (await within(
      answer.catch(() => "nobody" as const),
      patience_ms,
    )) ?? "silence"
  );
}

/** The result of some work, or null when it takes too long. */
export async function within<Result>(work: Promise<Result>, patience_ms: number): Promise<Result | null> {
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience_ms));
  return Promise.race([work, patience]);
}
