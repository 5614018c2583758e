/**
 * From which version of a bug one's own writes led to which. Two quick changes of one person begin at the same version,
 * and the second is no conflict: it goes on from what the first one left.
 */
export class OwnVersions {
  readonly #next = new Map<string, number>();

  /** Notes that a write that was sent with `from` left the bug at `to`. */
  add(bug_id: string, from: number, to: number): void {
    if (to > from) this.#next.set(keyOf(bug_id, from), to);
  }

  /** The version that is left when only one's own writes came after `seen`. */
  latest(bug_id: string, seen: number): number {
    const next = this.#next.get(keyOf(bug_id, seen));
    return next === undefined ? seen : this.latest(bug_id, next);
  }
}

function keyOf(bug_id: string, version: number): string {
  return `${bug_id} ${version.toString()}`;
}
