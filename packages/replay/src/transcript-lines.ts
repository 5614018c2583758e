/** A line that may be left out: a higher weight goes first, and among equals the one farthest from the failure. */
export interface TranscriptLine {
  at_ms: number;
  weight: number;
  text: string;
}

/** Joins lines within a number of UTF-8 bytes; gaps say how many lines are missing. */
export function fitLines(
  lines: readonly TranscriptLine[],
  budget: { focus_ms: number; max_bytes: number },
): { text: string; truncated: boolean } {
  const sizes = lines.map((line) => new TextEncoder().encode(line.text).length + 1);
  const order = lines
    .map((_line, index) => index)
    .sort((left, right) => compareLines(lines[left], lines[right], budget.focus_ms));
  let free = budget.max_bytes;
  const kept = new Set<number>();
  const total = sizes.reduce((sum, size) => sum + size, 0);
  // Gap notes cost at most 32 bytes each and lie only beside kept lines.
  const gap_bytes = total > budget.max_bytes ? 32 : 0;
  for (const index of order) {
    const cost = (sizes[index] ?? 0) + gap_bytes;
    if (cost > free) continue;
    free -= cost;
    kept.add(index);
  }
  return { text: joinWithGaps(lines, kept), truncated: kept.size < lines.length };
}

function compareLines(left: TranscriptLine | undefined, right: TranscriptLine | undefined, focus_ms: number): number {
  if (!left || !right) return 0;
  return left.weight - right.weight || Math.abs(left.at_ms - focus_ms) - Math.abs(right.at_ms - focus_ms);
}

function joinWithGaps(lines: readonly TranscriptLine[], kept: ReadonlySet<number>): string {
  const texts: string[] = [];
  let missing = 0;
  const closeGap = () => {
    if (missing > 0) texts.push(`… ${missing} ${missing === 1 ? "line" : "lines"} left out`);
    missing = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (!kept.has(index)) {
      missing += 1;
      continue;
    }
    closeGap();
    texts.push(line.text);
  }
  closeGap();
  return texts.join("\n");
}
