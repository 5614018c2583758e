/** A pattern that finds the text anywhere, for `ilike`; its wildcards stand for themselves. */
export function likeContains(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
