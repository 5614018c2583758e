import { indexOfWord } from "@hawkmoth/domain/search/fold";

const LENGTH = 160;
const LEAD = 40;

/** The stretch of text around the first word that matched, at most 160 characters, on one line. */
export function snippetOf(texts: readonly string[], terms: readonly string[]): string {
  for (const text of texts) {
    const line = text.replaceAll(/\s+/g, " ").trim();
    const at = indexOfWord(line, terms);
    if (at >= 0) return cut(line, at);
  }
  return cut((texts[0] ?? "").replaceAll(/\s+/g, " "), 0);
}

function cut(line: string, at: number): string {
  const start = at <= LEAD ? 0 : at - LEAD;
  const end = start + LENGTH - 2;
  return `${start > 0 ? "…" : ""}${line.slice(start, end)}${line.length > end ? "…" : ""}`;
}
