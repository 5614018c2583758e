import type { Browser } from "wxt/browser";
import { browser } from "wxt/browser";
import type { FreezeAnswer, FreezeMessage } from "../bridge/messages.ts";

const PATIENCE_MS = 4000;
const QUESTION: FreezeMessage = { type: "freeze" };

/** What a page said at the moment of the capture, and whether its recorder was running. */
export interface AskedPage {
  answer: FreezeAnswer;
  is_recorded: boolean;
}

/**
 * Makes the page hand over what it has gathered and say what it is. On a page the extension does not record, the
 * click's own permission is enough to ask what it is.
 * @returns null when the page can't be asked: browser pages, shops of extensions, viewers.
 */
export async function askPage(tab_id: number): Promise<AskedPage | null> {
  const answer = await ask(tab_id);
  if (answer) return { answer, is_recorded: true };
  try {
    await browser.scripting.executeScript({ target: { tabId: tab_id }, files: ["/content-scripts/bridge.js"] });
  } catch {
    return null;
  }
  const late = await ask(tab_id);
  return late ? { answer: late, is_recorded: false } : null;
}

async function ask(tab_id: number): Promise<FreezeAnswer | null> {
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const answer = browser.tabs.sendMessage<FreezeMessage, FreezeAnswer>(tab_id, QUESTION, { frameId: 0 });
  return Promise.race([answer.catch(() => null), patience]);
}

/** A tab the toolbar button was clicked on. */
export type Tab = Browser.tabs.Tab;
