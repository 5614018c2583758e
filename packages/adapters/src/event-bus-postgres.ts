import type { EventWaker, Logger } from "@hawkmoth/services/ports";
import type postgres from "postgres";

/** Postgres channel on which processes tell each other that the outbox has news. */
const CHANNEL = "hawkmoth_events";
/** Channel on which they tell each other, by its id, in which workspace somebody may have lost a right. */
const ACCESS_CHANNEL = "hawkmoth_access";

/** The wake-ups of all processes: one LISTEN connection, and one notification for many commits. */
export interface EventBus extends EventWaker {
  /** Calls back at each wake-up, and after a lost connection came back. Returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Calls back with the workspace in which somebody may have lost a right. Returns how to stop. */
  onAccessChange(listener: (workspace_id: string) => void): () => void;
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
  const accessListeners = new Set<(workspace_id: string) => void>();
  const listening = await sql.listen(CHANNEL, wakeAll, wakeAll);
  const listeningForAccess = await sql.listen(ACCESS_CHANNEL, (workspace_id) => {
    for (const listener of accessListeners) listener(workspace_id);
  });
  return {
    wake: createNotifier(sql, log),
    accessChanged(workspace_id) {
      // Streams look again by themselves too, so a lost notification only costs seconds.
      sql
        .notify(ACCESS_CHANNEL, workspace_id)
        .catch((err: unknown) => log.warn({ err }, "access notification not sent"));
    },
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
    onAccessChange(listener) {
      accessListeners.add(listener);
      return () => void accessListeners.delete(listener);
    },
    async close() {
      await Promise.all([listening.unlisten(), listeningForAccess.unlisten()]);
      wakeAll();
    },
  };
}
