/** One entry a line, as people type lists into a field. */
export function joinLines(entries: readonly string[]): string {
  return entries.join("\n");
}

/** The entries of such a field: without blank lines, each once. */
export function splitLines(text: string): string[] {
  const entries = text.split("\n").map((line) => line.trim());
  return [...new Set(entries.filter((entry) => entry !== ""))];
}
