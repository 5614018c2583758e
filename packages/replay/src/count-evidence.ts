import type { RecordedCounts } from "@hawkmoth/domain/capture/schema";
import type { RecordedLists } from "./failure.ts";
import { isNoise } from "./error-text.ts";
import { isNoiseLine } from "./noise.ts";
import { isFailedRequest } from "./requests.ts";

/** Counts what was recorded, for lists and badges; what counts as wrong with the page leaves noise out. */
export function countEvidence(lists: RecordedLists, replay_events: number): RecordedCounts {
  return {
    console: lists.console.length,
    console_errors: lists.console.filter(
      (entry) => (entry.level === "error" || entry.level === "assert") && !isNoiseLine(entry),
    ).length,
    network: lists.network.length,
    failed_requests: lists.network.filter(isFailedRequest).length,
    errors: lists.errors.filter((error) => !isNoise(error)).length,
    actions: lists.actions.length,
    replay_events,
  };
}
