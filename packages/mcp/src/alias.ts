import { isRecord, type Json, type JsonSchema } from "./json-schema.ts";
import type { Tool } from "./registry.ts";
import type { Toolset } from "./toolsets.ts";

/** Reads a path of the API under the caller's credential, before an alias makes its call. @throws AppError */
export type ReadApi = (path: string) => Promise<Record<string, unknown>>;

/** An argument of an alias. */
export interface AliasArgument {
  /** The argument of the target that gets the value; null when `prepare` reads it. */
  to: string | null;
  /** When it is not the target's. */
  schema?: JsonSchema;
  /** The target's value for each own one. */
  values?: Readonly<Record<string, Json>>;
}

/** One name of another tracker and what it means here. */
export interface AliasRow {
  name: string;
  target: string;
  title: string;
  description: string;
  /** What the role has to allow, when it is more than the target takes. */
  action?: string;
  /** `compat` unless it is another. */
  toolset?: Toolset;
  /** Own argument to argument of the target; without it the target's own, but those that are fixed. */
  arguments?: Readonly<Record<string, string | AliasArgument>>;
  /** Own arguments that must be given though the target needs none. */
  required?: readonly string[];
  /** Sent with each call. */
  fixed?: Readonly<Record<string, Json>>;
  /** Arguments of the target that have to be found out first. */
  prepare?: (args: Readonly<Record<string, unknown>>, read: ReadApi) => Promise<Record<string, unknown>>;
  /** A second tool whose answer is added under `field`. */
  also?: { target: string; field: string; fixed: Readonly<Record<string, Json>> };
  /** Own names of fields at the root of the answer. */
  rename?: Readonly<Record<string, string>>;
}

/** How calls under another tracker's name become calls of a tool of ours. */
export interface Alias {
  target: Tool;
  /** The argument of the target that stands behind each own one. */
  names: Readonly<Record<string, string>>;
  /** Arguments of the target for checked own ones. @throws AppError when what they name does not exist */
  translate: (args: Readonly<Record<string, unknown>>, read: ReadApi) => Promise<Record<string, unknown>>;
  /** A second tool whose answer stands beside the target's, under `field`. */
  also: { tool: Tool; field: string; fixed: Readonly<Record<string, unknown>> } | null;
  /** Own names of fields at the root of the answer. */
  rename: Readonly<Record<string, string>>;
}

/** A tool of ours under the name and the arguments of another tracker. */
export interface AliasTool extends Tool {
  alias: Alias;
}

/** The same record under other names at its root. */
export function renamedKeys<T>(value: Readonly<Record<string, T>>, rename: Readonly<Record<string, string>>) {
  const entries = Object.entries(value).map(([key, item]): [string, T] => [
    Object.hasOwn(rename, key) ? (rename[key] ?? key) : key,
    item,
  ]);
  return Object.fromEntries(entries);
}

/** The own name of an argument of the target, for errors that name it. */
export function ownName(alias: Alias, argument: string): string {
  return Object.entries(alias.names).find(([, to]) => to === argument)?.[0] ?? argument;
}

/** The answers of both tools as one record. */
export function joined(first: unknown, field: string, second: unknown): unknown {
  return isRecord(first) ? { ...first, [field]: second } : first;
}
