/** A captured text as a string literal of TypeScript that it can't leave. */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029").replaceAll("</", "<\\/");
}

/** A captured name as the name of an environment variable: `HM_CARD_NUMBER`. */
export function variableName(name: string, position: number): string {
  const word = name
    .normalize("NFKD")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 40);
  return `HM_${word === "" ? `VALUE_${position}` : word}`;
}
