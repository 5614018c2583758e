import { idToUuid, newId, uuidToId, type IdKind } from "@hawkmoth/domain/ids";
import type { AssigneeType } from "@hawkmoth/domain/assignee";
import { sql } from "drizzle-orm";
import { check, customType, pgPolicy, pgRole, text, type AnyPgColumn } from "drizzle-orm/pg-core";
import { ActorType, Via } from "@hawkmoth/domain/actor";

/** The role every tenant statement runs as. It owns nothing and row level security binds it. */
export const APP_ROLE = "hawkmoth_app";
const appRole = pgRole(APP_ROLE).existing();

/** Rights of the api and the worker outside a workspace: identity tables and the job queue. Logins are members of it. */
export const SERVICE_ROLE = "hawkmoth_service";
const serviceRole = pgRole(SERVICE_ROLE).existing();

/** Rights of the dashboard's own server: what sign-in reads and writes, nothing of any workspace. */
export const SIGN_IN_ROLE = "hawkmoth_sign_in";

/** An id column: a uuid in the database, `bug_…` in TypeScript. */
export function typeId(kind: IdKind, column?: string) {
  const type = customType<{ data: string; driverData: string }>({
    dataType: () => "uuid",
    toDriver: (id) => idToUuid(kind, id),
    fromDriver: (uuid) => uuidToId(kind, uuid),
  });
  return column === undefined ? type() : type(column);
}

/** The id of the row itself, made in the application. */
export function ownId(kind: IdKind) {
  return typeId(kind)
    .notNull()
    .$defaultFn(() => newId(kind));
}

/** Leads every key of a tenant table. */
export function workspaceId() {
  return typeId("workspace").notNull();
}

/** A list of ids in one column. */
export function typeIds(kind: IdKind) {
  return customType<{ data: string[]; driverData: string[] | string }>({
    dataType: () => "uuid[]",
    toDriver: (ids) => `{${ids.map((id) => idToUuid(kind, id)).join(",")}}`,
    fromDriver: (uuids) => uuidsOf(uuids).map((uuid) => uuidToId(kind, uuid)),
  })();
}

function uuidsOf(value: string[] | string): string[] {
  if (Array.isArray(value)) return value;
  const inner = value.slice(1, -1);
  return inner === "" ? [] : inner.split(",");
}

/** The uuid half of a (type, id) pair; its prefix depends on the type beside it. */
export type PrincipalUuid = string & { readonly __brand: "principal" };

const PRINCIPAL_KINDS: Record<AssigneeType, IdKind> = { MEMBER: "member", AGENT: "agent" };

function isPrincipalType(type: string): type is AssigneeType {
  return type === "MEMBER" || type === "AGENT";
}

/** `mbr_…` or `agt_…` to what a pair column stores. Throws when the id is of another kind. */
export function principalUuid(type: AssigneeType, id: string): PrincipalUuid {
  return idToUuid(PRINCIPAL_KINDS[type], id) as PrincipalUuid;
}

/** What a pair column stores to `mbr_…` or `agt_…`. */
export function principalId(type: AssigneeType, uuid: string): string {
  return uuidToId(PRINCIPAL_KINDS[type], uuid);
}

/** The wire id of an actor; reporters, integrations and the system have none. */
export function actorId(type: ActorType, uuid: string | null): string | null {
  return uuid !== null && isPrincipalType(type) ? principalId(type, uuid) : null;
}

/** What an actor column stores for a wire id. */
export function actorUuid(type: ActorType, id: string | null): PrincipalUuid | null {
  return id !== null && isPrincipalType(type) ? principalUuid(type, id) : null;
}

/** A text column that holds one of the values; pair it with `oneOf`, which makes the database agree. */
export function enumText<T extends string>(_values: readonly T[]) {
  return text().$type<T>();
}

/** The id column of a pair. */
export const pairId = customType<{ data: PrincipalUuid; driverData: string }>({ dataType: () => "uuid" });

/** Who did it and through what, as it was then. */
export function actedBy() {
  return {
    actor_type: enumText(ActorType.options).notNull(),
    actor_id: pairId(),
    actor_name: text().notNull(),
    via: enumText(Via.options).notNull(),
    client: text(),
  };
}

/** A moment in whole milliseconds, so that a cursor carries it exactly; an ISO string in TypeScript. */
export const time = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  fromDriver: isoTime,
});

/** `2026-11-21 01:02:03.04+00`, as Postgres writes it on our connections, to `2026-11-21T01:02:03.040Z`. */
function isoTime(value: string): string {
  if (!value.endsWith("+00")) return new Date(value).toISOString();
  const milliseconds = value.slice(20, -3).padEnd(3, "0");
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${milliseconds}Z`;
}

/** 64-bit transaction id. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => "xid8" });
export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => "tsvector" });

/** The database's own transaction time. */
export const now = sql`now()`;

/** The database refuses what the enum doesn't hold. */
export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]) {
  return check(name, sql`${column} in (${quoted(values)})`);
}

/** Enum values as SQL literals, for constraints and partial indexes where parameters are not allowed. */
export function quoted(values: readonly string[]) {
  return sql.raw(values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", "));
}

/** Rows of other workspaces do not exist for the app role. */
export function tenantPolicy(table: string) {
  const own = sql`workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid`;
  return pgPolicy(`${table}_tenant`, { as: "permissive", for: "all", to: appRole, using: own, withCheck: own });
}

/** The directory of workspaces is read before any workspace is chosen. */
export function workspaceDirectoryPolicy() {
  const all = sql`true`;
  return pgPolicy("workspace_directory", { as: "permissive", for: "all", to: serviceRole, using: all, withCheck: all });
}

/** The database itself refuses to delete what is younger than the interval. */
export function keepAtLeast(table: string, interval: string) {
  const old = sql`created_at <= now() - ${sql.raw(`interval '${interval}'`)}`;
  return pgPolicy(`${table}_keep`, { as: "restrictive", for: "delete", to: appRole, using: old });
}

/** The app role sees its own workspace row only. */
export function ownWorkspacePolicy() {
  const own = sql`id = nullif(current_setting('app.workspace_id', true), '')::uuid`;
  return pgPolicy("workspace_own", { as: "permissive", for: "select", to: appRole, using: own });
}
