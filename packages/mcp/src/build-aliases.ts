import { renamedKeys, type Alias, type AliasArgument, type AliasRow, type AliasTool } from "./alias.ts";
import { ALIASES } from "./aliases.ts";
import type { JsonSchema, ObjectSchema } from "./json-schema.ts";
import type { Registry, Tool } from "./registry.ts";

const LEASE = "lease_token";
const built = new WeakMap<Registry, readonly AliasTool[]>();

/** Every alias whose target the registry holds; built once. */
export function aliasesOf(registry: Registry): readonly AliasTool[] {
  const aliases = built.get(registry) ?? ALIASES.flatMap((row) => buildAlias(row, registry));
  built.set(registry, aliases);
  return aliases;
}

function buildAlias(row: AliasRow, registry: Registry): AliasTool[] {
  const target = registry.get(row.target);
  const second = row.also && registry.get(row.also.target);
  if (!target || (row.also && !second)) return [];
  const own = ownArguments(row, target);
  const also = row.also && second ? { tool: second, field: row.also.field, fixed: row.also.fixed } : null;
  const rename = row.rename ?? {};
  const alias: Alias = {
    target,
    names: Object.fromEntries([...own].flatMap(([name, { to }]) => (to === null ? [] : [[name, to]]))),
    translate: async (args, read) => ({
      ...translated(args, own),
      ...(await row.prepare?.(args, read)),
      ...row.fixed,
    }),
    also,
    rename,
  };
  return [
    {
      ...target,
      name: row.name,
      toolset: row.toolset ?? "compat",
      action: row.action ?? target.action,
      alias,
      budget_tokens: target.budget_tokens + (also?.tool.budget_tokens ?? 0),
      operation: { ...target.operation, output: withSecond(target.operation.output, also) },
      // The cursor of what stands beside leads on under the other tool's name only.
      omit: new Set([
        ...target.omit,
        ...["next_cursor", ...(also?.tool.omit ?? [])].map((path) => `${also?.field}.${path}`),
      ]),
      listed: {
        name: row.name,
        title: row.title,
        description: row.description,
        inputSchema: inputSchema(row, target, own),
        outputSchema: renamedSchema(withSecond(target.listed.outputSchema, also, "listed"), rename),
        annotations: target.listed.annotations,
      },
    },
  ];
}

/** What the row names, or every argument of the target that the row does not fix. */
function ownArguments(row: AliasRow, target: Tool): Map<string, AliasArgument> {
  const given = { ...(row.arguments ?? sameArguments(row, target)), ...leaseOf(target) };
  return new Map(Object.entries(given).map(([name, to]) => [name, typeof to === "string" ? { to } : to]));
}

/** A write within a task carries its lease under whatever name it is called. */
function leaseOf({ hints, listed }: Tool): Record<string, string> {
  const isBound = !hints.read_only && Object.hasOwn(listed.inputSchema.properties, LEASE);
  return isBound ? { [LEASE]: LEASE } : {};
}

function sameArguments(row: AliasRow, target: Tool): Record<string, string> {
  const names = Object.keys(target.listed.inputSchema.properties).filter(
    (name) => name !== "idempotency_key" && !Object.hasOwn(row.fixed ?? {}, name),
  );
  return Object.fromEntries(names.map((name) => [name, name]));
}

function inputSchema(row: AliasRow, target: Tool, own: ReadonlyMap<string, AliasArgument>): ObjectSchema {
  const { properties, required = [] } = target.listed.inputSchema;
  const wanted = [...own].filter(([name, { to }]) => row.required?.includes(name) || (to && required.includes(to)));
  const names = wanted.map(([name]) => name);
  return {
    type: "object",
    properties: Object.fromEntries(
      [...own].map(([name, { to, schema }]): [string, JsonSchema] => [
        name,
        schema ?? (to === null ? {} : (properties[to] ?? {})),
      ]),
    ),
    ...(names.length > 0 ? { required: names } : {}),
    additionalProperties: false,
  };
}

function translated(
  args: Readonly<Record<string, unknown>>,
  own: ReadonlyMap<string, AliasArgument>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]): [string, unknown][] => {
      const argument = own.get(name);
      if (!argument?.to) return [];
      return [[argument.to, valueFor(argument, value)]];
    }),
  );
}

/** The target's value for an own one; several may stand for one of a list. */
function valueFor({ values }: AliasArgument, value: unknown): unknown {
  const meant = (own: unknown) => values?.[String(own)] ?? own;
  return Array.isArray(value) ? value.flatMap(meant) : meant(value);
}

type Second = Alias["also"];

function withSecond(schema: ObjectSchema, second: Second, of: "listed"): ObjectSchema;
function withSecond(schema: JsonSchema | null, second: Second): JsonSchema | null;
function withSecond(schema: JsonSchema | null, second: Second, of?: "listed"): JsonSchema | null {
  if (!second || !schema) return schema;
  const added = of === "listed" ? { type: "object" } : (second.tool.operation.output ?? {});
  return { ...schema, properties: { ...schema.properties, [second.field]: added } };
}

function renamedSchema(schema: ObjectSchema, rename: Readonly<Record<string, string>>): ObjectSchema {
  const properties = renamedKeys(schema.properties, rename);
  const required = schema.required?.map((name) => rename[name] ?? name);
  return { ...schema, properties, ...(required ? { required } : {}) };
}
