import { ExtensionSide } from "@hawkmoth/capture/bridge/extension-side";
import { coveredBoxes, readPage } from "@hawkmoth/capture/page";
import { randomName } from "@hawkmoth/capture/random";
import type { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { browser } from "wxt/browser";
import { policyFor, type PolicyBook } from "../connection/policy.ts";
import { type ChunkMessage, type FreezeAnswer, isFreezeMessage } from "./messages.ts";

const MARK = Symbol.for("hawkmoth.bridge");

/** Carries chunks of the page's recorder to the worker, and the worker's orders to the page. */
export function openBridge(): void {
  if (window !== window.top || Reflect.has(globalThis, MARK)) return;
  Reflect.set(globalThis, MARK, true);
  const sending = new Set<Promise<void>>();
  const bridge = randomName();
  let count = 0;
  const side = new ExtensionSide((chunk) => {
    count += 1;
    const sent = send({ type: "chunk", name: `${bridge}-${count}`, chunk }).finally(() => sending.delete(sent));
    sending.add(sent);
  });
  const policy = readPolicy();
  void policy.then((known) => side.setPolicy(known));
  const freeze = async (): Promise<FreezeAnswer> => {
    const known = await policy;
    side.flush();
    await Promise.all(sending);
    return { page: readPage(known), boxes: coveredBoxes(known) };
  };
  browser.runtime.onMessage.addListener((message: unknown, _sender, respond) => {
    if (!isFreezeMessage(message)) return false;
    void freeze().then(respond);
    return true;
  });
}

/** Sends a chunk, under the same name once more when the worker was just being restarted. */
async function send(message: ChunkMessage): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      await browser.runtime.sendMessage(message);
      return;
    } catch {
      // The worker was going down, or the extension was replaced under this page: then the second try fails as well.
    }
  }
}

async function readPolicy(): Promise<CapturePolicy> {
  const stored = await browser.storage.local.get<{ policies?: PolicyBook }>("policies");
  return policyFor(location.origin, stored.policies ?? null);
}
