import type { IncomingMessage, Server } from "node:http";

export interface BodyPace {
  /** A body of which nothing came for so long is given up. */
  idle_ms: number;
  /** Bytes a second that a body has at least, on the whole, once `grace_ms` are over. */
  min_bytes_per_s: number;
  grace_ms: number;
  /** How often is looked. */
  check_ms: number;
}

const PACE: BodyPace = { idle_ms: 30_000, min_bytes_per_s: 100, grace_ms: 60_000, check_ms: 5000 };

/**
 * Lets a body take as long as it needs while it comes, and closes the connection of one that stopped or only trickles.
 * Node's own limit of 300 seconds for a whole request would cut honest uploads over slow lines.
 */
export function guardBodies(server: Server, pace: BodyPace = PACE): void {
  server.requestTimeout = 0;
  server.on("request", (request) => {
    if (request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0)
      watch(request, pace);
  });
}

function watch(request: IncomingMessage, pace: BodyPace): void {
  const { socket } = request;
  const first = { bytes: socket.bytesRead, at: performance.now() };
  let last = first;
  /** Time in which we did not read; the sender can't be blamed for it. */
  let own_ms = 0;
  const timer = setInterval(() => {
    const at = performance.now();
    const bytes = socket.bytesRead;
    const is_ours = request.readableLength > 0 || socket.isPaused();
    if (is_ours) own_ms += pace.check_ms;
    if (is_ours || bytes > last.bytes) last = { bytes, at };
    const took_ms = at - first.at - own_ms;
    const is_slow = took_ms > pace.grace_ms && bytes - first.bytes < (took_ms / 1000) * pace.min_bytes_per_s;
    if (request.complete) clearInterval(timer);
    else if (is_slow || at - last.at > pace.idle_ms) socket.destroy();
  }, pace.check_ms);
  timer.unref();
  request.once("close", () => clearInterval(timer));
}
