/** Fields whose values name bugs. */
const BUG_FIELDS = ["bug_id", "into_bug_id", "duplicate_of"];
/** More than any call may name; the rest of a hostile list is not looked at. */
const MAX_REFS = 60;

function read(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : null;
}

/** Ids and keys of the bugs that the arguments of a call name, and of the one that its answer is about. */
export function bugRefsOf(input: unknown, output: unknown): string[] {
  const named = [...BUG_FIELDS.map((name) => read(input, name)), read(read(output, "bug"), "id")];
  const texts = named.flat().filter((value) => typeof value === "string" && value.length <= 64);
  return [...new Set(texts.map(String))].slice(0, MAX_REFS);
}
