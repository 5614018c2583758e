interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
}

/**
 * What a tool must show of a REST answer: every field that its output schema names, unchanged, without nulls.
 * Where the schema names no fields, all of them.
 */
export function shownBy(schema: unknown, value: unknown): unknown {
  return shown(value, isSchema(schema) ? schema : {});
}

function shown(value: unknown, { properties, items }: Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => shown(item, items ?? {}));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name, item]) => item !== null && (!properties || name in properties));
  return Object.fromEntries(kept.map(([name, item]) => [name, shown(item, properties?.[name] ?? {})]));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null;
}
