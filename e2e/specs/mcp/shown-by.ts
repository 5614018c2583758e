interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
}

/**
 * What a tool must show of a REST answer: every field that its output schema names, unchanged, without nulls. Objects
 * that the schema only names may show fewer fields, so of those the ones that `given` has.
 */
export function shownBy(schema: unknown, value: unknown, given: unknown): unknown {
  return shown(value, isSchema(schema) ? schema : {}, given);
}

function shown(value: unknown, { properties, items }: Schema, given: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => shown(item, items ?? {}, Array.isArray(given) ? given[index] : undefined));
  if (!isRecord(value)) return value;
  const own = isRecord(given) ? given : {};
  const kept = Object.entries(value).filter(([name, item]) => item !== null && name in (properties ?? own));
  return Object.fromEntries(kept.map(([name, item]) => [name, shown(item, properties?.[name] ?? {}, own[name])]));
}

function isSchema(value: unknown): value is Schema {
  return isRecord(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
