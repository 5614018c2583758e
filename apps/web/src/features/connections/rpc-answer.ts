/** Reads a JSON answer, or the first message of an event stream that holds a result or an error. */
export function readAnswer(text: string): Record<string, unknown> | null {
  const candidates = text.trimStart().startsWith("{")
    ? [text]
    : text.split(/\r?\n\r?\n/).map((block) =>
        block
          .split(/\r?\n/)
          .filter((line) => line.startsWith("data:"))
          .map((line) => line.slice(5).trimStart())
          .join("\n"),
      );
  for (const candidate of candidates) {
    try {
      const parsed: unknown = JSON.parse(candidate);
      if (isRecord(parsed) && ("result" in parsed || "error" in parsed)) return parsed;
    } catch {
      // An empty answer or another kind of event holds no message; the next block may.
    }
  }
  return null;
}

/** What an answer complains of, in its own words. */
export function problemOf(answer: Record<string, unknown> | null): string | null {
  const { error } = answer ?? {};
  if (typeof error === "string") return error;
  const message = pick(error, "message");
  return typeof message === "string" ? message : null;
}

export function pick(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
