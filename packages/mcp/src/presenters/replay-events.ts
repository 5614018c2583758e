import type { Presenter } from "./presenter.ts";

/** A chunk of the replay for the player, and for whoever reads texts one line about it. */
export const replayEvents: Presenter = {
  forPages: ({ chunk, chunk_count, events }) =>
    JSON.stringify({ chunk, chunk_count, event_count: Array.isArray(events) ? events.length : 0 }),
  untrusted: ["events"],
};
