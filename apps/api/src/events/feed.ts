import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { systemContext, type ServiceContext } from "@hawkmoth/services/context";
import { currentEventCursor } from "@hawkmoth/services/event/current-event-cursor";
import { compareEventCursors } from "@hawkmoth/services/event/event-cursor";
import { readEvents, type EventPage } from "@hawkmoth/services/event/read-events";
import type { ServerParts } from "../server-context.ts";
import type { Turns } from "./turns.ts";

const PAGE = 200;

/** Somebody who follows a workspace. */
export interface Subscriber {
  /**
   * Everything up to this cursor was sent; a reader that loses its connection now resumes from it. With a gap, events
   * before it are missing and whatever is known has to be read anew.
   */
  start(cursor: string, has_gap: boolean): void;
  send(event: HawkmothEvent): void;
  /** Resolves when it can take more of what it missed; at once when it is over. */
  room(): Promise<void>;
  isOver(): boolean;
  /** What its credential may do has changed perhaps. */
  recheck(): void;
  /** The process stops. */
  end(): void;
}

/** Where a newcomer stands: it has everything up to `place`, or nothing was asked for. */
interface Standing {
  place: string | null;
  has_gap: boolean;
}

/**
 * The outbox of one workspace as this process reads it: each row once, for all who follow. A newcomer reads what it
 * missed by itself, page by page and as fast as it takes it, while the others go on; only its last page is read between
 * two steps of the feed, so that it joins at exactly the place where the feed stands: nothing is missed and nothing
 * comes twice.
 */
export class WorkspaceFeed {
  readonly #ctx: ServiceContext;
  readonly #turns: Turns;
  readonly #subscribers = new Set<Subscriber>();
  #cursor: string | null = null;
  #joining = 0;
  #is_pump_queued = false;
  #steps: Promise<unknown> = Promise.resolve();

  constructor({ db, ports, env }: Pick<ServerParts, "db" | "ports" | "env">, workspace_id: string, turns: Turns) {
    const web_origin = env.HAWKMOTH_URL;
    const service = { db, ports, via: "SYSTEM", client: null, request_id: "events", web_origin } as const;
    this.#ctx = systemContext(service, workspace_id);
    this.#turns = turns;
  }

  /** Reads what is new and hands it on. */
  pump(): void {
    if (this.#is_pump_queued) return;
    this.#is_pump_queued = true;
    void this.#inOrder(async () => {
      this.#is_pump_queued = false;
      await this.#advance();
    }).catch((err: unknown) => {
      const { workspace_id } = this.#ctx.actor;
      this.#ctx.ports.log.warn({ err, workspace_id }, "events not read");
    });
  }

  /** Sends what came after `after`, if that is given, and adds the subscriber. */
  async join(after: string | null, subscriber: Subscriber): Promise<void> {
    this.#joining += 1;
    try {
      let stands: Standing | null = { place: after, has_gap: false };
      while (stands && !subscriber.isOver()) {
        const caught_up = await this.#catchUp(stands, subscriber);
        stands = await this.#inOrder(() => this.#add(subscriber, caught_up));
      }
    } finally {
      this.#joining -= 1;
    }
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
  }

  isEmpty(): boolean {
    return this.#subscribers.size === 0 && this.#joining === 0;
  }

  /** Has every subscriber look again whether it may follow. */
  recheck(): void {
    for (const subscriber of this.#subscribers) subscriber.recheck();
  }

  end(): void {
    for (const subscriber of this.#subscribers) subscriber.end();
  }

  #inOrder<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#steps.then(step);
    this.#steps = done.catch(() => undefined);
    return done;
  }

  #read(after: string): Promise<EventPage> {
    return readEvents(this.#ctx, { after, limit: PAGE });
  }

  async #catchUp({ place, has_gap }: Standing, subscriber: Subscriber): Promise<Standing> {
    while (place !== null && !subscriber.isOver()) {
      const after: string = place;
      const page = await this.#turns(() => this.#read(after));
      if (page.has_gap) return { place: null, has_gap: true };
      for (const event of page.events) subscriber.send(event);
      place = page.events.at(-1)?.id ?? place;
      if (page.events.length < PAGE) break;
      await subscriber.room();
    }
    return { place, has_gap };
  }

  /** Adds a subscriber that is at most a page behind the feed. @returns where it stands when it was further behind. */
  async #add(subscriber: Subscriber, stands: Standing): Promise<Standing | null> {
    if (subscriber.isOver()) return null;
    const here = await this.#advance();
    let { has_gap } = stands;
    if (stands.place !== null) {
      const rest = await this.#read(stands.place);
      const missed = rest.events.filter((event) => compareEventCursors(event.id, here) <= 0);
      for (const event of missed) subscriber.send(event);
      if (missed.length === PAGE) return { place: missed.at(-1)?.id ?? null, has_gap };
      has_gap ||= rest.has_gap;
    }
    subscriber.start(here, has_gap);
    this.#subscribers.add(subscriber);
    return null;
  }

  async #advance(): Promise<string> {
    let place = this.#cursor ?? (await currentEventCursor(this.#ctx));
    let is_more = true;
    while (is_more) {
      const { events, has_gap } = await this.#read(place);
      if (has_gap) place = await currentEventCursor(this.#ctx);
      else {
        for (const event of events) for (const subscriber of this.#subscribers) subscriber.send(event);
        place = events.at(-1)?.id ?? place;
      }
      this.#cursor = place;
      if (has_gap) for (const subscriber of this.#subscribers) subscriber.start(place, true);
      is_more = events.length === PAGE && !has_gap;
    }
    return place;
  }
}
