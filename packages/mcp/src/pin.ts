import { AppError } from "@hawkmoth/domain/errors";
import type { AnyOffer } from "./catalogue.ts";
import { isRecord } from "./json-schema.ts";
import type { Standing } from "./me.ts";
import type { ListedTool } from "./registry.ts";

const PROJECT = "project_id";
const pinned = new WeakMap<ListedTool, ListedTool>();

/** A tool as a connection lists it that is about one project: without the argument that names the project. */
export function pinnedTool(offer: AnyOffer): ListedTool {
  const { listed } = offer;
  const known = pinned.get(listed) ?? withoutArgument(listed, projectArgument(offer));
  pinned.set(listed, known);
  return known;
}

/** The argument of a tool that names a project; null when it has none. */
export function projectArgument(offer: AnyOffer): string | null {
  const { properties } = offer.listed.inputSchema;
  if (!("alias" in offer)) return Object.hasOwn(properties, PROJECT) ? PROJECT : null;
  return Object.entries(offer.alias.names).find(([, to]) => to === PROJECT)?.[0] ?? null;
}

/** The arguments of a call that may not name a project itself; one that names none loses the name. @throws INVALID_INPUT */
export function withoutProject(offer: AnyOffer, args: unknown): unknown {
  const argument = projectArgument(offer);
  if (argument === null || !isRecord(args)) return args;
  const { [argument]: named, ...rest } = args;
  if (isNothing(named)) return rest;
  throw new AppError("INVALID_INPUT", {
    message: `Leave out '${argument}': this connection is about one project, which is filled in.`,
    field: argument,
    details: { next: `Call ${offer.name} again without ${argument}.` },
  });
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** The id of the project a connection is pinned to. @throws NOT_FOUND when the credential can't see it. */
export function projectOf({ projects }: Standing, pin: string): string {
  const found = projects.find(({ id, key }) => id === pin || key === pin.toUpperCase());
  if (found) return found.id;
  throw new AppError("NOT_FOUND", {
    message: "The project this connection is pinned to does not exist, or this key can't see it.",
    hint: "The user chooses the project in the settings of the connection.",
  });
}

function withoutArgument(listed: ListedTool, argument: string | null): ListedTool {
  if (argument === null) return listed;
  const { [argument]: _project, ...properties } = listed.inputSchema.properties;
  const { required: all = [], ...schema } = listed.inputSchema;
  const required = all.filter((name) => name !== argument);
  return { ...listed, inputSchema: { ...schema, properties, ...(required.length > 0 ? { required } : {}) } };
}
