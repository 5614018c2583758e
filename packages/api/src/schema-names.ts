import * as access from "@hawkmoth/domain/access/schema";
import * as connectedApp from "@hawkmoth/domain/access/connected-app";
import * as account from "@hawkmoth/domain/account/schema";
import * as activity from "@hawkmoth/domain/activity/schema";
import * as actor from "@hawkmoth/domain/actor";
import * as mcpOverview from "@hawkmoth/domain/audit/mcp-overview";
import * as agent from "@hawkmoth/domain/agent/schema";
import * as audit from "@hawkmoth/domain/audit/schema";
import * as assignee from "@hawkmoth/domain/assignee";
import * as mcpCall from "@hawkmoth/domain/audit/mcp-call";
import * as bug from "@hawkmoth/domain/bug/schema";
import * as bulk from "@hawkmoth/domain/bug/bulk";
import * as bundle from "@hawkmoth/domain/capture/bundle";
import * as capture from "@hawkmoth/domain/capture/schema";
import * as cookiePolicy from "@hawkmoth/domain/capture/cookie-policy";
import * as cookies from "@hawkmoth/domain/capture/cookies";
import * as comment from "@hawkmoth/domain/comment/schema";
import * as duplicate from "@hawkmoth/domain/duplicate/schema";
import { AppError, ErrorBody, ErrorCode } from "@hawkmoth/domain/errors";
import * as events from "@hawkmoth/domain/events";
import * as evidenceReplay from "@hawkmoth/domain/evidence/replay";
import * as evidence from "@hawkmoth/domain/evidence/schema";
import * as ingest from "@hawkmoth/domain/ingest/schema";
import * as integration from "@hawkmoth/domain/integration/schema";
import * as label from "@hawkmoth/domain/label/schema";
import * as member from "@hawkmoth/domain/member/schema";
import * as project from "@hawkmoth/domain/project/schema";
import * as run from "@hawkmoth/domain/regression/run-schema";
import * as regression from "@hawkmoth/domain/regression/schema";
import * as setup from "@hawkmoth/domain/setup/schema";
import * as statistics from "@hawkmoth/domain/statistics/schema";
import * as task from "@hawkmoth/domain/task/schema";
import * as workspace from "@hawkmoth/domain/workspace/schema";
import { z } from "zod";

const modules: Record<string, Record<string, unknown>> = {
  "access/schema": access,
  "access/connected-app": connectedApp,
  "account/schema": account,
  "activity/schema": activity,
  actor,
  "agent/schema": agent,
  assignee,
  "audit/mcp-overview": mcpOverview,
  "audit/mcp-call": mcpCall,
  "audit/schema": audit,
  "bug/bulk": bulk,
  "bug/schema": bug,
  "capture/bundle": bundle,
  "capture/cookie-policy": cookiePolicy,
  "capture/cookies": cookies,
  "capture/schema": capture,
  "comment/schema": comment,
  "duplicate/schema": duplicate,
  errors: { ErrorBody, ErrorCode },
  events,
  "evidence/replay": evidenceReplay,
  "evidence/schema": evidence,
  "ingest/schema": ingest,
  "integration/schema": integration,
  "label/schema": label,
  "member/schema": member,
  "project/schema": project,
  "regression/run-schema": run,
  "regression/schema": regression,
  "setup/schema": setup,
  "statistics/schema": statistics,
  "task/schema": task,
  "workspace/schema": workspace,
};

export interface SchemaName {
  name: string;
  /** Subpath of @hawkmoth/domain that exports it. */
  module: string;
}

function isNamed(value: unknown): value is z.ZodObject | z.ZodEnum {
  return value instanceof z.ZodObject || value instanceof z.ZodEnum;
}

/** Where each object and enum schema of the domain is exported, found by the schema itself. */
export const schemaNames: ReadonlyMap<z.core.$ZodType, SchemaName> = new Map(
  Object.entries(modules).flatMap(([module, exported]) =>
    Object.entries(exported).flatMap(([name, value]) => (isNamed(value) ? [[value, { name, module }] as const] : [])),
  ),
);

/** Says to zod which schemas have a name, without writing into the schemas or its global registry. */
class NamedRegistry extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get<S extends z.core.$ZodType>(schema: S): z.core.$replace<z.core.GlobalMeta, S> | undefined {
    const inherited = z.globalRegistry.get(schema);
    const name = schemaNames.get(schema)?.name;
    if (name === undefined) return inherited;
    return { ...inherited, id: name };
  }

  override has(schema: z.core.$ZodType): boolean {
    return schemaNames.has(schema) || z.globalRegistry.has(schema);
  }
}

export const namedRegistry = new NamedRegistry();

/** The domain export behind a schema. @throws INTERNAL when an operation uses a schema that the domain does not export. */
export function nameOf(schema: z.core.$ZodType, what: string): SchemaName {
  const found = schemaNames.get(schema);
  if (!found) throw new AppError("INTERNAL", { cause: `${what} must be exported by the domain` });
  return found;
}
