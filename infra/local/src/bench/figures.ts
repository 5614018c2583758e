/** One line of a benchmark: what was measured, beside its bar where it has one. Machines are noisy; no bar fails a run. */
export interface Figure {
  what: string;
  /** Who answered: us, or the public server beside which we are measured. */
  subject: string;
  value: number;
  unit: "ms" | "tokens" | "tools" | "x" | "calls" | "MB";
  bar?: number;
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value below which the share lies, such as 0.99 for p99 (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** How long a piece of work took, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * Runs each piece of work once a round, so that whatever disturbs the machine disturbs all of them alike, and each
 * round in another order, so that none always finds what the same other one left warm.
 */
export async function interleaved(
  works: Readonly<Record<string, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [name, work] of shuffled(Object.entries(works))) (times[name] ??= []).push(await timed(work));
  return Object.fromEntries(Object.keys(works).map((name) => [name, times[name] ?? []]));
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ item }) => item);
}

function shown({ value, unit }: Figure): string {
  return unit === "ms" || unit === "x" ? `${value.toFixed(2)} ${unit}` : `${Math.round(value)} ${unit}`;
}

/** The figures as lines of text in columns. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const isOver = figure.bar !== undefined && figure.value > figure.bar;
    const bar = figure.bar === undefined ? "" : `bar ${figure.bar}${isOver ? "  OVER" : ""}`;
    return [figure.what, figure.subject, shown(figure), bar];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([what = "", subject = "", value = "", bar = ""]) =>
      [what.padEnd(widths[0] ?? 0), subject.padEnd(widths[1] ?? 0), value.padStart(widths[2] ?? 0), bar]
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
