import type { EventBus } from "@hawkmoth/adapters/event-bus-postgres";
import type { ServerParts } from "../server-context.ts";
import { WorkspaceFeed, type Subscriber } from "./feed.ts";
import { createTurns } from "./turns.ts";

/** Readers look this often even when nothing woke them, because a notification may be lost with its connection. */
const POLL_MS = 5000;
/**
 * A committed row is readable only after every older transaction has ended, and the ones that record no event wake
 * nobody. So each wake-up is followed by a few more looks.
 */
const LOOK_AGAIN_MS = [20, 100, 500, 2000];

/** Pages of missed events that are read at once, so that most connections stay free for everything else. */
const MAX_PAGES_AT_ONCE = 2;

/** Fans the outbox out to everybody who follows it; each workspace is read once per process. */
export interface EventHub {
  /** Sends what came after `after` (null: from now on) and then everything new, until the returned function is called. */
  follow(workspace_id: string, after: string | null, subscriber: Subscriber): Promise<() => void>;
  close(): void;
}

/** Starts following the wake-ups. Feeds exist only while somebody follows their workspace. */
export function createEventHub(parts: Pick<ServerParts, "db" | "ports" | "env">, bus: EventBus): EventHub {
  const feeds = new Map<string, WorkspaceFeed>();
  const turns = createTurns(MAX_PAGES_AT_ONCE);
  const pumpAll = () => {
    for (const feed of feeds.values()) feed.pump();
  };
  let looks: NodeJS.Timeout[] = [];
  const unsubscribe = bus.subscribe(() => {
    for (const look of looks) clearTimeout(look);
    looks = feeds.size === 0 ? [] : LOOK_AGAIN_MS.map((delay_ms) => setTimeout(pumpAll, delay_ms));
    pumpAll();
  });
  const stopRechecks = bus.onAccessChange((workspace_id) => feeds.get(workspace_id)?.recheck());
  const timer = setInterval(pumpAll, POLL_MS);
  const feedOf = (workspace_id: string) => {
    const feed = feeds.get(workspace_id) ?? new WorkspaceFeed(parts, workspace_id, turns);
    feeds.set(workspace_id, feed);
    return feed;
  };
  return {
    async follow(workspace_id, after, subscriber) {
      const feed = feedOf(workspace_id);
      const leave = () => {
        feed.leave(subscriber);
        if (feed.isEmpty() && feeds.get(workspace_id) === feed) feeds.delete(workspace_id);
      };
      try {
        await feed.join(after, subscriber);
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    close() {
      clearInterval(timer);
      for (const look of looks) clearTimeout(look);
      unsubscribe();
      stopRechecks();
      for (const feed of feeds.values()) feed.end();
    },
  };
}
