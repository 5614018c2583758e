import type { EncodedChunk } from "../buffer.ts";
import { listenOn, natives } from "../natives.ts";
import type { RecorderPolicy } from "../policy.ts";
import { ackEvent, type Channels, HELLO, READY } from "./protocol.ts";

/** What the extension asks of the page's recorder. */
export type Order = { type: "flush" } | { type: "policy"; policy: RecorderPolicy };

/** The recorder's end of the bridge, in the page's own world. */
export class PageSide {
  #channels: Channels | null = null;
  readonly #waiting: string[] = [];

  constructor(onOrder: (order: Order) => void) {
    const listen = (event: Event) => {
      if (!("detail" in event) || typeof event.detail !== "string" || this.#channels) return;
      event.stopImmediatePropagation();
      const channels: Channels = natives.parse(event.detail);
      this.#channels = channels;
      const obey = (order: Event) => {
        order.stopImmediatePropagation();
        if ("detail" in order && typeof order.detail === "string") onOrder(natives.parse(order.detail));
      };
      listenOn(document, channels.control, { handler: obey });
      this.#dispatch(ackEvent(channels));
      for (const text of this.#waiting.splice(0)) this.#dispatch(channels.data, text);
    };
    listenOn(document, HELLO, { handler: listen, once: true });
    this.#dispatch(READY);
  }

  send(chunk: EncodedChunk): void {
    const text = `${chunk.at_ms}|${chunk.is_checkout ? 1 : 0}|${chunk.json}`;
    if (this.#channels) this.#dispatch(this.#channels.data, text);
    else if (this.#waiting.length < 100) this.#waiting.push(text);
  }

  #dispatch(type: string, detail?: string): void {
    natives.apply(natives.dispatchEvent, document, [new natives.CustomEvent(type, { detail })]);
  }
}
