import { requireActor } from "@hawkmoth/api/require-actor";
import type { ApiEnv } from "@hawkmoth/api/rest";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import type { Actor } from "@hawkmoth/domain/actor";
import { eventForAgent } from "@hawkmoth/domain/bug/lockdown";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { parseEventCursor } from "@hawkmoth/services/event/event-cursor";
import { Hono, type Context } from "hono";
import { streamSSE, type SSEStreamingApi } from "hono/streaming";
import type { EventHub } from "../events/hub.ts";
import { createRequestContext, type ServerParts } from "../server-context.ts";

const HEARTBEAT_MS = 15_000;
/** A reader this far behind is cut off; it resumes from its last event when it comes back. */
const MAX_WAITING = 2000;

function isVisible(event: HawkmothEvent, actor: Actor): boolean {
  const visible = visibleProjectIds(actor);
  return event.project_id === null || visible === null || visible.includes(event.project_id);
}

/** Lines to write, in order, with a signal for when there are more. */
function createOutbox() {
  const waiting: string[] = [];
  let signal = Promise.withResolvers<void>();
  let is_over = false;
  return {
    push(text: string) {
      waiting.push(text);
      if (waiting.length > MAX_WAITING) is_over = true;
      signal.resolve();
    },
    end() {
      is_over = true;
      signal.resolve();
    },
    async drain(stream: SSEStreamingApi) {
      while (!is_over) {
        await signal.promise;
        signal = Promise.withResolvers<void>();
        const text = waiting.splice(0).join("");
        if (!is_over && text !== "") await stream.write(text);
      }
    },
  };
}

interface Following {
  parts: ServerParts;
  hub: EventHub;
  actor: Actor;
  after: string | null;
}

async function followEvents(c: Context<ApiEnv>, stream: SSEStreamingApi, given: Following): Promise<void> {
  const { parts, hub, after } = given;
  let { actor } = given;
  const outbox = createOutbox();
  stream.onAbort(() => outbox.end());
  const heartbeat = setInterval(() => outbox.push(": still here\n\n"), HEARTBEAT_MS);
  const recheck = setInterval(() => {
    createRequestContext(parts, c)
      .then(
        (api) => void (actor = requireActor(api.caller, "bugs:read")),
        () => outbox.end(),
      )
      .catch(() => outbox.end());
  }, parts.env.EVENT_RECHECK_MS);
  let leave = () => {};
  // A reader who missed much gets it while it is being read: kept back as a whole it would count as too far behind.
  const drained = outbox.drain(stream);
  try {
    leave = await hub.follow(actor.workspace_id, after, {
      start: (cursor) => outbox.push(`event: ready\nid: ${cursor}\ndata: {}\n\n`),
      send: (event) => {
        if (!isVisible(event, actor)) return;
        const told = actor.type === "AGENT" ? eventForAgent(event) : event;
        outbox.push(`id: ${event.id}\ndata: ${JSON.stringify(told)}\n\n`);
      },
      end: () => outbox.end(),
    });
    await drained;
  } finally {
    outbox.end();
    clearInterval(heartbeat);
    clearInterval(recheck);
    leave();
  }
}

/** Server-sent events: `data` is a HawkmothEvent, `id` resumes after it. */
export function eventRoutes(parts: ServerParts, hub: EventHub): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get("/events", (c) => {
    const actor = requireActor(c.var.api.caller, "bugs:read");
    const after = (c.req.header("last-event-id") ?? c.req.query("last_event_id")) || null;
    if (after !== null) parseEventCursor(after);
    c.header("cache-control", "no-cache, no-transform");
    c.header("x-accel-buffering", "no");
    return streamSSE(c, (stream) => followEvents(c, stream, { parts, hub, actor, after }));
  });
}
