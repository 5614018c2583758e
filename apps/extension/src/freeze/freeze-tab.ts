import { type Bundle, type BundleInput, bundleCapture } from "@hawkmoth/capture/bundle";
import { gzipText } from "@hawkmoth/capture/gzip";
import { dropFirstSegment } from "@hawkmoth/capture/replay-cut";
import { chunksOfSite } from "@hawkmoth/capture/ring";
import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import type { CapturePolicy, PrivacyMode } from "@hawkmoth/domain/project/schema";
import { browser } from "wxt/browser";
import type { FreezeAnswer } from "../bridge/messages.ts";
import { originOf } from "../connection/connection-origin.ts";
import { policyFor } from "../connection/policy.ts";
import { readPolicyBook } from "../connection/policy-store.ts";
import { saveDraft } from "../draft/draft-store.ts";
import { type Draft, emptyForm } from "../draft/draft.ts";
import { readLastPage, readRing } from "../ring/ring-store.ts";
import { askPage, type Tab, within } from "./ask-page.ts";
import { pageOfTab } from "./page-of-tab.ts";
import { readCookies } from "./read-cookies.ts";
import { type Screenshot, takeScreenshot } from "./screenshot.ts";

const COOKIES_MS = 1000;

/**
 * Freezes what a tab's ring holds into a draft. A page that does not answer is captured as it handed itself over last.
 * @returns the draft's id, or null when the page can't be captured at all.
 */
export async function freezeTab(tab: Tab): Promise<string | null> {
  if (tab.id === undefined) return null;
  const asked = await askPage(tab.id);
  if (!asked) return null;
  const origin = originOf(tab.url ?? asked.answer?.page.url ?? "");
  const policy = policyFor(origin, await readPolicyBook());
  const { page, selectors } = asked.answer ?? (await lastAnswer(tab, tab.id, policy));
  const [picture, ring, cookies] = await Promise.all([
    pictureOf(tab, tab.id, { isAnswering: asked.answer !== null, mode: page.privacy_mode }),
    readRing(tab.id),
    asked.answer ? within(readCookies(tab.id, policy.cookies), COOKIES_MS) : [],
  ]);
  const chunks = asked.is_bridged ? chunksOfSite(ring, origin) : [];
  const { bundle, replay } = await fittingBundle({
    chunks: chunks.map(({ json }) => json),
    page,
    now_ms: Date.now(),
    window_ms: policy.window_s * 1000,
    recorder: { name: "hawkmoth-extension", version: browser.runtime.getManifest().version },
  });
  const draft: Draft = {
    id: crypto.randomUUID(),
    created_ms: Date.now(),
    page: { url: page.url, title: page.title, origin },
    logs: bundle.logs,
    replay,
    replay_ms: replay ? bundle.logs.meta.duration_ms : 0,
    cookies: cookies ?? [],
    ...picture,
    // A page that was open before answers from the second click on, although no recorder runs in it.
    is_recorded: chunks.length > 0,
    is_silent: asked.answer === null,
    left_out: [...new Set(ring.map((chunk) => chunk.origin))].filter((site) => site !== origin),
    selectors: selectors.filter((selector) => chunks.every((chunk) => chunk.selectors.includes(selector))),
    form: emptyForm(),
    attempt: null,
    error: null,
    sent: null,
  };
  await saveDraft(draft);
  return draft.id;
}

/** What a page that does not answer said last, if it was the same site; else what the browser knows of it. */
async function lastAnswer(tab: Tab, tab_id: number, policy: CapturePolicy): Promise<FreezeAnswer> {
  const last = await readLastPage(tab_id);
  const page = pageOfTab(tab, policy);
  return last && last.origin === originOf(tab.url ?? "")
    ? { ...last, page: { ...last.page, url: page.url } }
    : { page, selectors: [] };
}

async function pictureOf(
  tab: Tab,
  tab_id: number,
  { isAnswering, mode }: { isAnswering: boolean; mode: PrivacyMode },
): Promise<Screenshot> {
  if (mode === "STRICT")
    return { screenshot: null, screenshot_note: "The project masks all text, so no picture was taken." };
  try {
    return await takeScreenshot(tab, tab_id, isAnswering);
  } catch {
    return { screenshot: null, screenshot_note: "The browser did not allow a picture of this page." };
  }
}

/** Bundles and compresses; a replay that is too large makes the whole capture begin at a later full snapshot. */
async function fittingBundle(input: BundleInput): Promise<{ bundle: Bundle; replay: Blob | null }> {
  const bundle = bundleCapture(input);
  if (!bundle.replay) return { bundle, replay: null };
  const json = JSON.stringify(bundle.replay);
  const replay = json.length > CAPTURE_LIMITS.replay_bytes ? null : await gzipText(json);
  if (replay && replay.size <= CAPTURE_LIMITS.replay_gzip_bytes) return { bundle, replay };
  const [later] = dropFirstSegment(bundle.replay.events);
  if (!later) return { bundle, replay: null };
  return fittingBundle({ ...input, window_ms: input.now_ms - later.timestamp });
}
