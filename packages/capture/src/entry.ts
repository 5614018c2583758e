import type {
  ActionEntry,
  ActionTarget,
  CapturedBody,
  ConsoleEntry,
  ErrorEntry,
  NetworkEntry,
  ReceiptLine,
} from "@hawkmoth/domain/capture/bundle";
import type { PrivacyMode } from "@hawkmoth/domain/project/schema";
import type { z } from "zod";

/** A request as it is recorded; like in every fact, the bundle fills in what is left out. */
export type NetworkFact = z.input<typeof NetworkEntry>;
/** A console call as it is recorded. */
export type ConsoleFact = z.input<typeof ConsoleEntry>;
/** An error as it is recorded. */
export type ErrorFact = z.input<typeof ErrorEntry>;
/** A step as it is recorded. */
export type ActionFact = z.input<typeof ActionEntry>;
/** A body as it is recorded. */
export type BodyFact = z.input<typeof CapturedBody>;
/** The element of a step as it is recorded. */
export type TargetFact = z.input<typeof ActionTarget>;

/** One recorded fact; its `at_ms` is wall-clock time until the bundle moves it to the capture's own clock. */
export type LogEntry =
  | { kind: "console"; entry: ConsoleFact }
  | { kind: "network"; entry: NetworkFact }
  | { kind: "error"; entry: ErrorFact }
  | { kind: "action"; entry: ActionFact };

/** Takes a recorded fact out of a hook. */
export type LogSink = (log: LogEntry) => void;

/** Counts what was hidden, by rule. */
export type HitSink = (hits: Readonly<Record<string, number>>) => void;

/** An rrweb event as it leaves the masking pass. `timestamp` is wall-clock ms. */
export interface ReplayEventData {
  type: number;
  data: unknown;
  timestamp: number;
}

/** What one page hands over about once a second, as JSON. */
export interface Chunk {
  version: 1;
  /** Random id of the document (a navigation makes a new one). */
  document_id: string;
  /** Wall clock of the first thing in it. */
  at_ms: number;
  /** True when the replay events begin with Meta and FullSnapshot. */
  is_checkout: boolean;
  privacy_mode: PrivacyMode;
  replay: ReplayEventData[];
  logs: LogEntry[];
  hits: Record<string, number>;
}

/** Receipt lines out of counted hits, the most frequent first. */
export function toReceipt(hits: Readonly<Record<string, number>>): ReceiptLine[] {
  return Object.entries(hits)
    .filter(([, count]) => count > 0)
    .map(([rule, count]) => ({ rule: rule.slice(0, 100), count }))
    .toSorted((left, right) => right.count - left.count || left.rule.localeCompare(right.rule))
    .slice(0, 200);
}
