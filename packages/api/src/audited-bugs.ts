import { isId } from "@hawkmoth/domain/ids";

/** Fields whose values name bugs. */
const BUG_FIELDS = ["bug_id", "into_bug_id", "duplicate_of"];
/** More than any call may name; the rest of a hostile list is not looked at. */
const MAX_REFS = 60;

function read(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : null;
}

/** The bug that an answer is about: it is one, holds one, or names one by id and key. */
function answered(output: unknown): { id: unknown; key: unknown } {
  const bug = read(output, "bug");
  if (bug !== null) return { id: read(bug, "id"), key: read(bug, "key") };
  const id = read(output, "bug_id") ?? read(output, "id");
  return { id: typeof id === "string" && isId("bug", id) ? id : null, key: read(output, "key") };
}

/**
 * Ids and keys of the bugs that the arguments of a call name, and of the one that its answer is about. A key whose id
 * the answer tells is given as that id, which saves looking it up.
 */
export function bugRefsOf(input: unknown, output: unknown): string[] {
  const { id, key } = answered(output);
  const named = [...BUG_FIELDS.flatMap((name) => read(input, name)), read(output, "bug") === null ? null : id];
  const known = named.map((ref) => (id !== null && ref !== null && ref === key ? id : ref));
  const texts = known.filter((value) => typeof value === "string" && value.length <= 64);
  return [...new Set(texts.map(String))].slice(0, MAX_REFS);
}
