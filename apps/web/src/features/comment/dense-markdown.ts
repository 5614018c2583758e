/** Signs that can open or close something in Markdown: the parser takes time by the square of their number in a block. */
const SIGN = /[[\]()*_~<>`!|#+\-&\\:.@]/g;
/** Far more than a long table or a list of links has; people write none of it. */
const MAX_SIGNS = 2000;
/** Quotes and lists within each other. */
const MAX_NESTING = 60;
const FENCE = /^ {0,3}(?:`{3,}|~{3,})/;
const NESTING = /^(?:[ \t]*(?:>|[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$)))+/;

/** True for a text that takes the Markdown parser seconds; it is shown as it was written. */
export function isDenseMarkdown(text: string): boolean {
  let [signs, is_fenced] = [0, false];
  for (const line of text.split("\n")) {
    if (FENCE.test(line)) is_fenced = !is_fenced;
    if (line.trim() === "") signs = 0;
    const nesting = NESTING.exec(line)?.[0].replaceAll(/\s/g, "").length ?? 0;
    if (nesting > MAX_NESTING) return true;
    if (!is_fenced) signs += line.match(SIGN)?.length ?? 0;
    if (signs > MAX_SIGNS) return true;
  }
  return false;
}
