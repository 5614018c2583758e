import type { EventWaker, Logger } from "@hawkmoth/services/ports";
import type postgres from "postgres";

/** Postgres channel on which processes tell each other that the outbox has news. */
const CHANNEL = "hawkmoth_events";

/** The wake-ups of all processes: one LISTEN connection, and one notification for many commits. */
export interface EventBus extends EventWaker {
  /** Calls back at each wake-up, and after a lost connection came back. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

/** A notification inside each write transaction would serialise their commits, so one goes out after several. */
function createNotifier(sql: postgres.Sql, log: Logger): () => void {
  let is_sending = false;
  let is_wanted = false;
  const send = async () => {
    is_sending = true;
    while (is_wanted) {
      is_wanted = false;
      try {
        await sql.notify(CHANNEL, "");
      } catch (err) {
        // Readers poll as well, so a lost notification only costs them a moment.
        log.warn({ err }, "event notification not sent");
      }
    }
    is_sending = false;
  };
  return () => {
    is_wanted = true;
    if (!is_sending) void send();
  };
}

/** Starts to listen. Needs a direct connection: a pooler in transaction mode forgets LISTEN. */
export async function createEventBus(sql: postgres.Sql, log: Logger): Promise<EventBus> {
  const listeners = new Set<() => void>();
  const wakeAll = () => {
    for (const listener of listeners) listener();
  };
  const listening = await sql.listen(CHANNEL, wakeAll, wakeAll);
  return {
    wake: createNotifier(sql, log),
    async next(timeout_ms) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeout_ms);
      listeners.add(resolve);
      await promise;
      clearTimeout(timer);
      listeners.delete(resolve);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      await listening.unlisten();
      wakeAll();
    },
  };
}
