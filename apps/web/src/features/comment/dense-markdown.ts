/** Characters that Markdown may read as markup: the parser takes time by the square of their number in a block. */
const MARKUP = /[[\]()*_~<>`!|#+\-&\\:.@]/g;
/** Far more than a long table or a list of links has; people write none of it. */
const MAX_MARKUP = 2000;
/** Quotes and lists within each other. */
const MAX_NESTING = 60;
/** Only what opens a fence wherever it stands: no space before it, and no backtick in its info. */
const OPENING = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const NESTING = /^(?:[ \t]*(?:>|[-+*](?=\s|$)|\d{1,9}[.)](?=\s|$)))+/;
/** Raw HTML may hold what looks like a fence. */
const HTML = /^[ \t]*</;

/** Tells for each line in turn whether it lies in a fence for certain; in doubt it does not. */
function fenceReader(): (line: string) => boolean {
  let closing: RegExp | null = null;
  let is_html_seen = false;
  return (line) => {
    if (closing) {
      if (closing.test(line)) closing = null;
      return true;
    }
    is_html_seen ||= HTML.test(line);
    const fence = is_html_seen ? null : OPENING.exec(line);
    const mark = fence?.[1] ?? fence?.[2];
    if (mark) closing = new RegExp(`^ {0,3}${mark}${mark.charAt(0)}*[ \\t]*$`);
    return mark !== undefined;
  };
}

/** True for a text that takes the Markdown parser seconds; it is shown as it was written. */
export function isDenseMarkdown(text: string): boolean {
  const isFenced = fenceReader();
  let markup = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") markup = 0;
    if (isFenced(line)) continue;
    const nesting = NESTING.exec(line)?.[0].replaceAll(/\s/g, "").length ?? 0;
    markup += line.match(MARKUP)?.length ?? 0;
    if (nesting > MAX_NESTING || markup > MAX_MARKUP) return true;
  }
  return false;
}
