import { randomName } from "@hawkmoth/capture/random";
import { browser } from "wxt/browser";
import type { ChunkMessage } from "./messages.ts";

/** A chunk's way to the worker takes milliseconds; a message that the browser dropped is never answered. */
const PATIENCE_MS = 400;

/** Sends the chunks of a page, and sends again what got lost on the way. */
export class Outgoing {
  visit = randomName();
  #count = 0;
  readonly #unanswered = new Map<string, { message: ChunkMessage; sent: Promise<void> }>();

  send(parts: Pick<ChunkMessage, "page" | "selectors" | "chunk">): void {
    this.#count += 1;
    this.#post({ type: "chunk", name: `${this.visit}-${this.#count}`, visit: this.visit, ...parts });
  }

  /**
   * The document is shown again out of the browser's cache: what it records from now on is a visit of its own. What was
   * on its way when it went there may have been dropped without an answer, so it goes again.
   */
  beginVisit(): void {
    this.visit = randomName();
    for (const { message } of this.#unanswered.values()) this.#post(message);
  }

  /** Resolves when the worker has everything that was sent, or after a moment. */
  async delivered(): Promise<void> {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.race([Promise.all([...this.#unanswered.values()].map(({ sent }) => sent)), patience]);
  }

  #post(message: ChunkMessage): void {
    const sent = post(message).finally(() => {
      if (this.#unanswered.get(message.name)?.sent === sent) this.#unanswered.delete(message.name);
    });
    this.#unanswered.set(message.name, { message, sent });
  }
}

/** Sends a chunk, under the same name once more when the worker was just being restarted. */
async function post(message: ChunkMessage): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      await browser.runtime.sendMessage(message);
      return;
    } catch {
      // The worker was going down, or the extension was replaced under this page: then the second try fails as well.
    }
  }
}
