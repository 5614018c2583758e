import type { EncodedChunk } from "../buffer.ts";
import type { RecorderPolicy } from "../policy.ts";
import { randomName } from "../random.ts";
import type { Order } from "./page-side.ts";
import { ackEvent, type Channels, HELLO, READY } from "./protocol.ts";

const MAX_CHUNK_CHARS = 24 * 1024 * 1024;

/**
 * The extension's end of the bridge, in the isolated world. Whatever arrives is the page's word: text whose shape is
 * checked here and whose content is checked when a capture is made of it.
 */
export class ExtensionSide {
  readonly #channels: Channels = { data: `hm${randomName()}`, control: `hc${randomName()}` };

  constructor(onChunk: (chunk: EncodedChunk) => void) {
    document.addEventListener(this.#channels.data, (event) => {
      event.stopImmediatePropagation();
      const chunk = "detail" in event ? decode(event.detail) : null;
      if (chunk) onChunk(chunk);
    });
    const hello = () => this.#dispatch(HELLO, JSON.stringify(this.#channels));
    // After the answer nobody is told the channels again: a page could ask for them otherwise.
    const stop = () => document.removeEventListener(READY, hello);
    document.addEventListener(ackEvent(this.#channels), stop, { once: true });
    document.addEventListener(READY, hello);
    hello();
  }

  /** Makes the page hand over what it has gathered; it does so before this returns. */
  flush(): void {
    this.#order({ type: "flush" });
  }

  setPolicy(policy: RecorderPolicy): void {
    this.#order({ type: "policy", policy });
  }

  #order(order: Order): void {
    this.#dispatch(this.#channels.control, JSON.stringify(order));
  }

  #dispatch(type: string, detail: string): void {
    document.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function decode(detail: unknown): EncodedChunk | null {
  if (typeof detail !== "string" || detail.length > MAX_CHUNK_CHARS) return null;
  const match = /^(\d{1,15}(?:\.\d+)?)\|([01])\|/.exec(detail.slice(0, 40));
  if (!match) return null;
  return { at_ms: Number(match[1]), is_checkout: match[2] === "1", json: detail.slice(match[0].length) };
}
