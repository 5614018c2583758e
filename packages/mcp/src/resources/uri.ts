/** The parameters of a URI by a template with single path segments in braces; null when it is no such URI. */
export function matchUri(template: string, uri: string): Record<string, string> | null {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const parts = template.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const found = new RegExp(`^${parts.join("([^/?#]{1,200})")}$`).exec(uri);
  if (!found) return null;
  try {
    return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]));
  } catch {
    // A percent sign without its digits names nothing.
    return null;
  }
}

/** URI of a bug, or of a part of it such as `screenshot`. */
export function bugUri(bug: string, part?: string): string {
  return `hawkmoth:///bugs/${encodeURIComponent(bug)}${part === undefined ? "" : `/${part}`}`;
}
