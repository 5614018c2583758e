/** The words of a text in their order, each once: letters, digits and underscores, lower case. */
export function wordsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .normalize("NFKC")
        .toLowerCase()
        .match(/[\p{L}\p{N}_]+/gu) ?? [],
    ),
  ];
}

/** Splits free text into the words a prefix search uses: at most eight. */
export function searchTerms(text: string): string[] {
  return wordsOf(text).slice(0, 8);
}
