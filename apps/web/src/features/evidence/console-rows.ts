import type { Evidence } from "@hawkmoth/domain/evidence/schema";

export type ConsoleTone = "error" | "warn" | "info" | "debug";

/** One row of the console panel: what the page logged, and errors nobody caught. */
export interface ConsoleRow {
  id: string;
  at_ms: number;
  tone: ConsoleTone;
  /** What it is beside a plain log, such as `Uncaught`. */
  mark: string | null;
  text: string;
  stack: string | null;
}

const TONES = {
  error: "error",
  assert: "error",
  warn: "warn",
  debug: "debug",
  trace: "debug",
  log: "info",
  info: "info",
} as const;
const MARKS = { error: "Uncaught", unhandledrejection: "Unhandled rejection", resource: "Not loaded" } as const;

/** Logs and uncaught errors in order of time. */
export function consoleRows(evidence: Pick<Evidence, "console" | "errors">): ConsoleRow[] {
  const logs = evidence.console.map((entry, index) => ({
    id: `log-${index.toString()}`,
    at_ms: entry.at_ms,
    tone: TONES[entry.level],
    mark: null,
    text: entry.text,
    stack: entry.stack,
  }));
  const errors = evidence.errors.map((entry, index) => ({
    id: `error-${index.toString()}`,
    at_ms: entry.at_ms,
    tone: "error" as const,
    mark: MARKS[entry.kind],
    text: entry.name && !entry.message.startsWith(entry.name) ? `${entry.name}: ${entry.message}` : entry.message,
    stack: entry.stack,
  }));
  return [...logs, ...errors].sort((a, b) => a.at_ms - b.at_ms);
}

/** The rows of the chosen tones that hold every word of the text. */
export function filterConsole(
  rows: readonly ConsoleRow[],
  tones: ReadonlySet<ConsoleTone>,
  text: string,
): ConsoleRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const haystack = `${row.text} ${row.stack ?? ""}`.toLowerCase();
    return tones.has(row.tone) && words.every((word) => haystack.includes(word));
  });
}
