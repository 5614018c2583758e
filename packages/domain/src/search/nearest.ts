/**
 * The known name that a mistyped one most likely meant, or null when none is close. Case and separators do not count,
 * a name that contains the other is as close as one slip, and the rest is Levenshtein distance up to a third of the length.
 */
export function nearestName(name: string, known: readonly string[]): string | null {
  const typed = canonical(name.slice(0, 100));
  let best: { name: string; cost: number } | null = null;
  for (const candidate of known) {
    const wanted = canonical(candidate);
    const cost = costBetween(typed, wanted);
    if (cost < Math.max(1, Math.floor(wanted.length / 3)) + 1 && (!best || cost < best.cost))
      best = { name: candidate, cost };
  }
  return best?.name ?? null;
}

function costBetween(typed: string, wanted: string): number {
  const exact = distance(typed, wanted);
  const contains = typed.length >= 3 && (wanted.includes(typed) || typed.includes(wanted));
  const begins = typed.length >= 2 && wanted.startsWith(typed);
  return (contains || begins) && exact > 1 ? 1 + exact / 1000 : exact;
}

function canonical(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, "").toLowerCase();
}

function distance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
