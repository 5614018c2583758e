import { browser } from "wxt/browser";
import type { Tab } from "./ask-page.ts";

/** Opens a page of the extension right beside the tab it is about. */
export async function openPage(path: `/${string}`, beside: Tab): Promise<void> {
  await browser.tabs.create({
    url: path,
    index: beside.index + 1,
    windowId: beside.windowId,
    ...(beside.id === undefined ? {} : { openerTabId: beside.id }),
  });
}
