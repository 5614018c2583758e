import type { HawkmothEvent } from "@hawkmoth/domain/events";

export type LiveState = "connecting" | "live" | "offline";

interface LiveChannelOptions {
  workspace: string;
  onEvent: (event: HawkmothEvent) => void;
  onState: (state: LiveState) => void;
  /** Events are missing: what the page shows has to be read anew. */
  onReset: () => void;
}

type Shared =
  | { kind: "event"; event: HawkmothEvent }
  | { kind: "state"; state: LiveState }
  /** The stream stands here although nothing happened yet. */
  | { kind: "place"; id: string }
  | { kind: "reset" };

const REOPEN_AFTER_MS = 3000;
const REOPEN_AT_MOST_MS = 60_000;

/**
 * Opens the event stream of a workspace once for all tabs of the browser: HTTP/1.1 allows six connections to a host,
 * and six open tabs would use them up. One tab holds the lock and the connection and passes events on; when it closes,
 * the next one resumes after the last event it saw. Returns how to leave.
 */
export function openLiveChannel({ workspace, onEvent, onState, onReset }: LiveChannelOptions): () => void {
  const name = `hawkmoth.events.${workspace}`;
  const channel = new BroadcastChannel(name);
  const leaving = new AbortController();
  let lastId: string | null = null;
  const take = (shared: Shared) => {
    if (shared.kind === "state") return onState(shared.state);
    if (shared.kind === "reset") return onReset();
    lastId = shared.kind === "place" ? shared.id : shared.event.id;
    return shared.kind === "event" ? onEvent(shared.event) : undefined;
  };
  channel.addEventListener("message", (message: MessageEvent<Shared>) => take(message.data));
  const tellAll = (shared: Shared) => {
    take(shared);
    channel.postMessage(shared);
  };
  const lead = () =>
    new Promise<void>((resolve) => {
      keepOpen({ workspace, lastId: () => lastId, tellAll, signal: leaving.signal, wait_ms: REOPEN_AFTER_MS });
      leaving.signal.addEventListener("abort", () => resolve());
    });
  onState("connecting");
  // The lock is refused only because this tab leaves before its turn came.
  navigator.locks
    .request(name, { signal: leaving.signal }, () => (leaving.signal.aborted ? undefined : lead()))
    .catch(() => undefined);
  void navigator.locks.query().then(({ held }) => {
    if (held?.some((lock) => lock.name === name)) onState("live");
  });
  return () => {
    leaving.abort();
    channel.close();
  };
}

interface KeepOpenOptions {
  workspace: string;
  lastId: () => string | null;
  tellAll: (shared: Shared) => void;
  signal: AbortSignal;
  wait_ms: number;
  /** True when the stream could not be opened before it had a place: what happened until it opens is not sent. */
  isLate?: boolean;
}

/** Holds the stream open. The browser reconnects by itself after a break, but gives up after an HTTP error. */
function keepOpen(options: KeepOpenOptions): void {
  if (options.signal.aborted) return;
  const { workspace, tellAll, signal } = options;
  const last = options.lastId();
  const query = new URLSearchParams({ workspace, ...(last ? { last_event_id: last } : {}) });
  const source = new EventSource(`/api/v1/events?${query}`);
  const forward = (message: MessageEvent<string>) => {
    const event: HawkmothEvent = JSON.parse(message.data);
    tellAll({ kind: "event", event });
  };
  let wait_ms = options.wait_ms;
  let isLate = options.isLate ?? false;
  source.addEventListener("message", forward);
  source.addEventListener("ready", (ready) => {
    wait_ms = REOPEN_AFTER_MS;
    if (isLate) tellAll({ kind: "reset" });
    isLate = false;
    if (ready.lastEventId) tellAll({ kind: "place", id: ready.lastEventId });
    tellAll({ kind: "state", state: "live" });
  });
  source.addEventListener("reset", () => tellAll({ kind: "reset" }));
  source.addEventListener("error", () => {
    tellAll({ kind: "state", state: "offline" });
    isLate ||= options.lastId() === null;
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => keepOpen({ ...options, isLate, wait_ms: Math.min(wait_ms * 2, REOPEN_AT_MOST_MS) }), wait_ms);
  });
  signal.addEventListener("abort", () => source.close());
}
