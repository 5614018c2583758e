import { HawkmothEvent } from "@hawkmoth/domain/events";
import type { TestServer } from "./server.ts";

/** A reader of /events that keeps what came. */
export interface EventStream {
  events: HawkmothEvent[];
  /** How often it was told that events are missing. */
  resets: number;
  /** Id to resume from. */
  last_id: string | null;
  /** Resolves once so many events are there, or the stream ended. */
  until(count: number): Promise<HawkmothEvent[]>;
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Opens the stream and waits until it says where it starts. @throws Error when it is refused. */
export async function openStream(
  { app }: TestServer,
  headers: Record<string, string>,
  last_event_id: string | null = null,
): Promise<EventStream> {
  const response = await app.request("/api/v1/events", {
    headers: { ...headers, ...(last_event_id === null ? {} : { "last-event-id": last_event_id }) },
  });
  if (response.status !== 200 || !response.body) throw new Error(`refused with ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const waiting = new Set<() => void>();
  const started = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  const stream: EventStream = {
    events: [],
    resets: 0,
    last_id: null,
    ended: over.promise,
    async until(count) {
      while (stream.events.length < count) {
        const { promise, resolve } = Promise.withResolvers<void>();
        waiting.add(resolve);
        await Promise.race([promise, over.promise.then(() => Promise.reject(new Error("the stream ended")))]);
      }
      return stream.events;
    },
    stop: () => reader.cancel(),
  };
  const take = (block: string) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
    const [id, data] = [field("id"), field("data")];
    if (id !== undefined) stream.last_id = id;
    if (field("event") === "reset") stream.resets += 1;
    else if (field("event") === "ready") started.resolve();
    else if (data !== undefined) stream.events.push(HawkmothEvent.parse(JSON.parse(data)));
    for (const resume of waiting) resume();
    waiting.clear();
  };
  void readBlocks(reader, take).then(over.resolve, over.resolve);
  await started.promise;
  return stream;
}

async function readBlocks(reader: ReadableStreamDefaultReader<string>, take: (block: string) => void): Promise<void> {
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (text + value).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) take(block);
  }
}
