import { clip, excerpt, oneLine } from "./plain-text.ts";

/** What happened to a bug before this prompt, oldest first; times are ISO. */
export interface BugHistory {
  /** How often it was closed and came back. */
  reopen_count: number;
  reopenings: readonly { at: string; by: string }[];
  /** What was said as it was closed. */
  resolutions: readonly { at: string; by: string; resolution: string | null; note: string | null }[];
  /** What people wrote. */
  comments: readonly { at: string; by: string; body: string }[];
  /** What agents tried before. */
  attempts: readonly { at: string; kind: string; status: string; summary: string | null; error: string | null }[];
  /** What test cases say should happen instead. */
  expected: readonly string[];
}

/** A bug that nothing happened to yet. */
export const NO_HISTORY: BugHistory = {
  reopen_count: 0,
  reopenings: [],
  resolutions: [],
  comments: [],
  attempts: [],
  expected: [],
};

const SHOWN = { reopenings: 5, resolutions: 5, comments: 10, attempts: 5, expected: 3 } as const;

/** Parts of the history as texts; a part without anything is empty. The newest stay where there are many. */
export function historyFacts(history: BugHistory): Record<"returns" | "expected" | "attempts" | "comments", string> {
  const { reopen_count, reopenings, resolutions, comments, attempts, expected } = history;
  const closings = resolutions.slice(-SHOWN.resolutions).map(({ at, by, resolution, note }) => {
    const how = resolution === null ? "closed" : `closed as ${oneLine(resolution, 40)}`;
    return { at, text: `${stamp(at, by)} ${how}${note === null ? "" : `: ${excerpt(note, 1000)}`}` };
  });
  const returns = reopenings
    .slice(-SHOWN.reopenings)
    .map(({ at, by }) => ({ at, text: `${stamp(at, by)} reopened it` }));
  const events = [...closings, ...returns].sort((left, right) => (left.at < right.at ? -1 : 1));
  const times = reopen_count === 1 ? "once" : `${reopen_count} times`;
  const head = reopen_count > 0 ? [`It was closed and came back ${times}: an earlier fix did not hold.`] : [];
  return {
    returns: [...head, ...events.map(({ text }) => text)].join("\n"),
    expected: newest(expected, SHOWN.expected, (text) => excerpt(text, 1000)),
    attempts: newest(attempts, SHOWN.attempts, ({ at, kind, status, summary, error }) => {
      const said = summary ?? error;
      const result = said === null ? "" : `: ${excerpt(said, 800)}`;
      return `${day(at)} ${oneLine(kind, 20)} ${oneLine(status, 20)}${result}`;
    }),
    comments: newest(comments, SHOWN.comments, ({ at, by, body }) => `${stamp(at, by)}: ${excerpt(body, 1000)}`),
  };
}

function newest<T>(rows: readonly T[], most: number, textOf: (row: T) => string): string {
  const left_out = rows.length > most ? [`… ${rows.length - most} older left out`] : [];
  return [...left_out, ...rows.slice(-most).map(textOf)].join("\n");
}

function stamp(at: string, by: string): string {
  return `${day(at)} ${oneLine(by, 80)}`;
}

function day(at: string): string {
  return clip(at.slice(0, 16).replace("T", " "), 20);
}
