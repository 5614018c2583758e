const OPENING = "<!--";
const ENDING = /--!?>/g;

/**
 * A text without its HTML comments (HTML Living Standard, 13.2.5.43): whoever reads it drawn does not see them, a model
 * would. What is opened and never closed loses its opening. One pass, in time linear in the length.
 */
export function withoutHtmlComments(text: string): string {
  let start = text.indexOf(OPENING);
  if (start < 0) return text;
  let kept = "";
  let from = 0;
  let ending: { at: number; end: number } | null = { at: -1, end: -1 };
  while (start >= 0) {
    kept += text.slice(from, start);
    const inside = start + OPENING.length;
    if (ending && ending.at < inside) ending = endingFrom(text, inside);
    from = ending ? ending.end : inside + emptyRest(text, inside);
    start = text.indexOf(OPENING, from);
  }
  return kept + text.slice(from);
}

function endingFrom(text: string, from: number): { at: number; end: number } | null {
  ENDING.lastIndex = from;
  const match = ENDING.exec(text);
  return match && { at: match.index, end: match.index + match[0].length };
}

/** Browsers close `<!-->` and `<!--->` at once. */
function emptyRest(text: string, at: number): number {
  if (text.startsWith(">", at)) return 1;
  return text.startsWith("->", at) ? 2 : 0;
}
