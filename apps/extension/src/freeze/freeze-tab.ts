import { type Bundle, type BundleInput, bundleCapture } from "@hawkmoth/capture/bundle";
import { gzipText } from "@hawkmoth/capture/gzip";
import { dropFirstSegment } from "@hawkmoth/capture/replay-cut";
import { CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { browser } from "wxt/browser";
import { policyFor } from "../connection/policy.ts";
import { readPolicyBook } from "../connection/policy-store.ts";
import { saveDraft } from "../draft/draft-store.ts";
import { type Draft, emptyForm } from "../draft/draft.ts";
import { readRing } from "../ring/ring-store.ts";
import { askPage, type AskedPage, type Tab } from "./ask-page.ts";
import { readCookies } from "./read-cookies.ts";
import { coverScreenshot, takeScreenshot } from "./screenshot.ts";

/**
 * Freezes what a tab's ring holds into a draft.
 * @returns the draft's id, or null when the page can't be captured at all.
 */
export async function freezeTab(tab: Tab): Promise<string | null> {
  if (tab.id === undefined) return null;
  const asked = await askPage(tab.id);
  if (!asked) return null;
  const origin = originOf(tab.url ?? asked.answer.page.url);
  const policy = policyFor(origin, await readPolicyBook());
  const picture = await pictureOf(tab, asked);
  const chunks = asked.is_recorded ? await readRing(tab.id) : [];
  const { bundle, replay } = await fittingBundle({
    chunks,
    page: asked.answer.page,
    now_ms: Date.now(),
    window_ms: policy.window_s * 1000,
    recorder: { name: "hawkmoth-extension", version: browser.runtime.getManifest().version },
  });
  const draft: Draft = {
    id: crypto.randomUUID(),
    created_ms: Date.now(),
    page: { url: asked.answer.page.url, title: asked.answer.page.title, origin },
    logs: bundle.logs,
    replay,
    replay_ms: replay ? bundle.logs.meta.duration_ms : 0,
    cookies: await readCookies(tab.id, policy.cookies),
    ...picture,
    // A page that was open before answers from the second click on, although no recorder runs in it.
    is_recorded: chunks.length > 0,
    form: emptyForm(),
    attempt: null,
    error: null,
    sent: null,
  };
  await saveDraft(draft);
  return draft.id;
}

async function pictureOf(tab: Tab, { answer }: AskedPage): Promise<Pick<Draft, "screenshot" | "screenshot_note">> {
  if (answer.page.privacy_mode === "STRICT")
    return { screenshot: null, screenshot_note: "The project masks all text, so no picture was taken." };
  try {
    const picture = await takeScreenshot(tab.windowId);
    return {
      screenshot: await coverScreenshot(picture, answer.boxes, answer.page.viewport.width),
      screenshot_note: null,
    };
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

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    return "";
  }
}
