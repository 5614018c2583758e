/** Colours a new label may get: told apart on light and dark grounds. */
const COLORS = [
  "#c2255c",
  "#9c36b5",
  "#3b5bdb",
  "#0c8599",
  "#2f9e44",
  "#6b7a2a",
  "#e67700",
  "#c92a2a",
  "#5f3dc4",
  "#495057",
];

/** The same name always gets the same colour. */
export function labelColor(name: string): string {
  let hash = 0;
  for (const char of name.toLowerCase()) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return COLORS[hash % COLORS.length] ?? "#495057";
}
