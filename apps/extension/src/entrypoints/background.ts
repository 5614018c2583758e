import { browser } from "wxt/browser";
import { defineBackground } from "wxt/utils/define-background";
import { isChunkMessage } from "../bridge/messages.ts";
import { readConnection } from "../connection/connection.ts";
import { fetchProjects } from "../connection/projects.ts";
import { originOf } from "../connection/connection-origin.ts";
import { syncGrantedScripts } from "../connection/site-access.ts";
import type { Tab } from "../freeze/ask-page.ts";
import { freezeTab } from "../freeze/freeze-tab.ts";
import { openPage } from "../freeze/open-page.ts";
import { appendChunk, forgetRing } from "../ring/ring-store.ts";

const REFRESH = "refresh-projects";
const REFRESH_MINUTES = 30;

export default defineBackground(() => {
  browser.runtime.onMessage.addListener((message: unknown, sender, respond) => {
    if (!isChunkMessage(message) || sender.tab?.id === undefined || sender.frameId !== 0) return false;
    appendChunk({ tab_id: sender.tab.id, origin: originOf(sender.url ?? "") }, message).then(
      () => respond(true),
      () => respond(false),
    );
    return true;
  });
  browser.tabs.onRemoved.addListener((tab_id) => void forgetRing(tab_id));
  browser.runtime.onStartup.addListener(() => void forgetRing());
  browser.permissions.onAdded.addListener(() => void syncGrantedScripts());
  browser.permissions.onRemoved.addListener(() => void syncGrantedScripts());
  browser.runtime.onInstalled.addListener(() => {
    void browser.alarms.create(REFRESH, { periodInMinutes: REFRESH_MINUTES });
    // Scripts registered by the version before this one are gone.
    void syncGrantedScripts();
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === REFRESH) void refreshProjects();
  });
  browser.action.onClicked.addListener((tab) => void capture(tab));
});

async function capture(tab: Tab): Promise<void> {
  try {
    if (!(await readConnection())) return await openPage("/connect.html", tab);
    const draft_id = await freezeTab(tab);
    await openPage(draft_id ? `/review.html?draft=${draft_id}` : "/connect.html?notice=page", tab);
  } catch (error) {
    console.error("Hawkmoth could not capture this page", error);
    await openPage("/connect.html?notice=failed", tab);
  }
}

async function refreshProjects(): Promise<void> {
  const connection = await readConnection();
  // Without an answer the policies of the last time hold on.
  if (connection) await fetchProjects(connection).catch(() => undefined);
}
