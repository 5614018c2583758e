import type { HawkmothEvent } from "@hawkmoth/domain/events";
import { systemContext, type ServiceContext } from "@hawkmoth/services/context";
import { currentEventCursor } from "@hawkmoth/services/event/current-event-cursor";
import { compareEventCursors } from "@hawkmoth/services/event/event-cursor";
import { readEvents } from "@hawkmoth/services/event/read-events";
import type { ServerParts } from "../server-context.ts";

const PAGE = 200;

/** Somebody who follows a workspace. */
export interface Subscriber {
  /** Everything up to this cursor was sent; a reader that loses its connection now resumes from it. */
  start(cursor: string): void;
  send(event: HawkmothEvent): void;
  /** The process stops. */
  end(): void;
}

/**
 * The outbox of one workspace as this process reads it: each row once, for all who follow. All reading happens one
 * step after the other, so a newcomer is brought to exactly the place where the feed stands and then added: nothing is
 * missed and nothing comes twice.
 */
export class WorkspaceFeed {
  readonly #ctx: ServiceContext;
  readonly #subscribers = new Set<Subscriber>();
  #cursor: string | null = null;
  #joining = 0;
  #is_pump_queued = false;
  #steps: Promise<unknown> = Promise.resolve();

  constructor({ db, ports, env }: Pick<ServerParts, "db" | "ports" | "env">, workspace_id: string) {
    const web_origin = env.HAWKMOTH_URL;
    const service = { db, ports, via: "SYSTEM", client: null, request_id: "events", web_origin } as const;
    this.#ctx = systemContext(service, workspace_id);
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
      await this.#inOrder(async () => {
        const here = await this.#advance();
        if (after !== null) await this.#catchUp(after, here, subscriber);
        subscriber.start(here);
        this.#subscribers.add(subscriber);
      });
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

  end(): void {
    for (const subscriber of this.#subscribers) subscriber.end();
  }

  #inOrder<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#steps.then(step);
    this.#steps = done.catch(() => undefined);
    return done;
  }

  async #advance(): Promise<string> {
    let place = this.#cursor ?? (await currentEventCursor(this.#ctx));
    let is_more = true;
    while (is_more) {
      const events = await readEvents(this.#ctx, { after: place, limit: PAGE });
      for (const event of events) for (const subscriber of this.#subscribers) subscriber.send(event);
      place = events.at(-1)?.id ?? place;
      this.#cursor = place;
      is_more = events.length === PAGE;
    }
    return place;
  }

  async #catchUp(after: string, until: string, subscriber: Subscriber): Promise<void> {
    let place = after;
    while (compareEventCursors(place, until) < 0) {
      const events = await readEvents(this.#ctx, { after: place, limit: PAGE });
      const missed = events.filter((event) => compareEventCursors(event.id, until) <= 0);
      for (const event of missed) subscriber.send(event);
      if (missed.length < PAGE) return;
      place = missed.at(-1)?.id ?? until;
    }
  }
}
