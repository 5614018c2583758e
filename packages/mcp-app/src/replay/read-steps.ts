import { isRecord } from "../bridge.ts";

/** One line of what happened. */
export interface Step {
  /** Milliseconds since the capture began. */
  at_ms: number;
  text: string;
}

/** The timeline of a `get_bug_context` answer, in order of time. */
export function readSteps(context: Record<string, unknown>): Step[] {
  const rows = context["timeline"];
  return (Array.isArray(rows) ? rows : [])
    .filter(isRecord)
    .map((row) => ({ at_ms: Number(row["at_ms"]), text: String(row["text"] ?? "") }))
    .filter(({ at_ms, text }) => Number.isFinite(at_ms) && text !== "")
    .toSorted((a, b) => a.at_ms - b.at_ms);
}
