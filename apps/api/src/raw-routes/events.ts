import { requireActor } from "@hawkmoth/api/require-actor";
import type { ApiEnv } from "@hawkmoth/api/rest";
import { visibleProjectIds } from "@hawkmoth/domain/access/policy";
import type { Actor } from "@hawkmoth/domain/actor";
import { eventForAgent } from "@hawkmoth/domain/bug/lockdown";
import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { createSeats } from "@hawkmoth/services/access/seats";
import { parseEventCursor } from "@hawkmoth/services/event/event-cursor";
import { Hono, type Context } from "hono";
import { ServerResponse } from "node:http";
import { EventBody } from "../events/event-body.ts";
import type { Subscriber } from "../events/feed.ts";
import type { EventHub } from "../events/hub.ts";
import { createRequestContext, type ServerParts } from "../server-context.ts";

const HEARTBEAT_MS = 15_000;

function isVisible(event: HawkmothEvent, actor: Actor): boolean {
  const visible = visibleProjectIds(actor);
  return event.project_id === null || visible === null || visible.includes(event.project_id);
}

const textsForAll = new WeakMap<HawkmothEvent, string>();

/** One event as people read it is written once for all streams. */
function textOf(event: HawkmothEvent, actor: Actor): string {
  if (actor.type === "AGENT") return `id: ${event.id}\ndata: ${JSON.stringify(eventForAgent(event))}\n\n`;
  const text = textsForAll.get(event) ?? `id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`;
  textsForAll.set(event, text);
  return text;
}

interface Following {
  parts: ServerParts;
  hub: EventHub;
  body: EventBody;
  actor: Actor;
  after: string | null;
}

/** Sends what happens until the reader leaves, falls behind or may no longer read. @returns how to stop. */
function followEvents(c: Context<ApiEnv>, { parts, hub, body, after, ...given }: Following): () => void {
  let { actor } = given;
  const recheck = () => {
    createRequestContext(parts, c)
      .then((api) => void (actor = requireActor(api.caller, "bugs:read")))
      .catch(() => body.cut());
  };
  const subscriber: Subscriber = {
    start: (cursor, has_gap) => {
      if (has_gap) body.push(`event: reset\nid: ${cursor}\ndata: {}\n\n`);
      body.push(`event: ready\nid: ${cursor}\ndata: {}\n\n`);
    },
    send: (event) => {
      if (isVisible(event, actor)) body.push(textOf(event, actor));
    },
    room: () => body.room(),
    isOver: () => body.is_over,
    recheck,
    end: () => body.end(),
  };
  const heartbeat = setInterval(() => {
    body.cutWhenStalled();
    body.push(": still here\n\n");
  }, HEARTBEAT_MS);
  const rechecks = setInterval(recheck, parts.env.EVENT_RECHECK_MS);
  const left = hub.follow(actor.workspace_id, after, subscriber).catch((err: unknown) => {
    parts.ports.log.warn({ err, request_id: c.var.request_id }, "event stream not opened");
    body.end();
    return () => undefined;
  });
  return () => {
    clearInterval(heartbeat);
    clearInterval(rechecks);
    void left.then((leave) => leave());
  };
}

/** How to drop the connection of a reader that takes nothing; unknown where requests are served in memory. */
function dropOf(c: Context<ApiEnv>): (() => void) | undefined {
  const outgoing: unknown = Object(c.env ?? {}).outgoing;
  return outgoing instanceof ServerResponse ? () => void outgoing.destroy() : undefined;
}

/**
 * Server-sent events: `data` is a HawkmothEvent, `id` resumes after it. `event: ready` says from where on everything is
 * sent, `event: reset` that events before it are missing.
 */
export function eventRoutes(parts: ServerParts, hub: EventHub): Hono<ApiEnv> {
  const seats = createSeats({ name: "event streams", max_per_principal: parts.env.LIMIT_EVENT_STREAMS });
  return new Hono<ApiEnv>().get("/events", (c) => {
    const actor = requireActor(c.var.api.caller, "bugs:read");
    const after = (c.req.header("last-event-id") ?? c.req.query("last_event_id")) || null;
    if (after !== null) parseEventCursor(after);
    const giveBack = seats.take(actor);
    let stop = () => {};
    const body = new EventBody({
      drop: dropOf(c),
      onOver: () => {
        stop();
        giveBack();
      },
    });
    stop = followEvents(c, { parts, hub, body, actor, after });
    return c.body(body.stream, 200, {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
  });
}
