import type { Presenter } from "./presenter.ts";

/** A claim that found nothing says what to do instead of being empty. */
export const claimedTask: Presenter = {
  complete: (value) =>
    value["task"] === undefined
      ? {
          ...value,
          next: "Nothing is queued for you. Call claim_agent_task with wait_seconds up to 30 to wait for a task.",
        }
      : value,
};
