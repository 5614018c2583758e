import { canonicalJson } from "@hawkmoth/domain/canonical-json";
import type { Actor } from "@hawkmoth/domain/actor";
import type { AppError } from "@hawkmoth/domain/errors";
import { storable } from "@hawkmoth/domain/storable";
import { recordAudit } from "@hawkmoth/services/audit/record-audit";
import { createHash } from "node:crypto";
import type { ApiContext } from "./context.ts";
import type { ProcedureMeta } from "./meta.ts";

const SECRET_FIELD = /password|secret|token|device_code|cookie|authorization|^key$|^value$/i;
const MAX_TEXT = 200;
const MAX_ITEMS = 20;

/** Arguments as an audit row keeps them: secrets replaced, long texts and lists cut. */
export function redactArguments(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth > 4) return "…";
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redactArguments(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_FIELD.test(key) ? "[redacted]" : redactArguments(item, depth + 1),
    ]),
  );
}

/** The arguments of a call as a row: always an object that Postgres can hold. */
export function redacted(input: unknown): Record<string, unknown> {
  // Cutting a text may halve a character, and refused input holds anything: the row must be written all the same.
  const value = storable(redactArguments(input));
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

interface AuditedCall {
  actor: Actor | null;
  path: string;
  meta: ProcedureMeta | undefined;
  error: AppError | null;
  started_at: number;
  getRawInput: () => Promise<unknown>;
}

async function inputOf(call: AuditedCall): Promise<unknown> {
  try {
    return (await call.getRawInput()) ?? {};
  } catch {
    // Input that could not even be read was refused; the row keeps the refusal.
    return {};
  }
}

/** Writes the audit row of a finished call. A failure to write is logged and never fails the call, which is over. */
export async function auditCall(ctx: ApiContext, call: AuditedCall): Promise<void> {
  if (!call.actor) return;
  const input = await inputOf(call);
  try {
    await recordAudit(
      { ...ctx.service, actor: call.actor },
      {
        operation: call.path,
        tool: ctx.tool,
        argument_hash: createHash("sha256").update(canonicalJson(input)).digest("hex"),
        arguments: redacted(input),
        result_code: call.error?.code ?? "OK",
        duration_ms: Math.round(performance.now() - call.started_at),
      },
    );
  } catch (err) {
    ctx.service.ports.log.error({ err, operation: call.path }, "audit row not written");
  }
}
