import { canonicalJson } from "@hawkmoth/domain/canonical-json";
import type { Actor } from "@hawkmoth/domain/actor";
import { isSecretKey } from "@hawkmoth/domain/capture/secret-keys";
import { REDACTED, scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import type { CallResult, McpCallRecord } from "@hawkmoth/domain/audit/mcp-call";
import { AppError } from "@hawkmoth/domain/errors";
import { storable } from "@hawkmoth/domain/storable";
import { recordAudit } from "@hawkmoth/services/audit/record-audit";
import type { ServiceContext } from "@hawkmoth/services/context";
import { createHash } from "node:crypto";
import { bugRefsOf } from "./audited-bugs.ts";
import type { ApiContext } from "./context.ts";

/** Names that mean a secret in our own calls, besides those that mean one anywhere. */
const SECRET_FIELD = /^(?:device_code|key|value)$/i;
const MAX_TEXT = 200;
const MAX_ITEMS = 20;
const MAX_ROW_CHARACTERS = 16_384;

function isSecretField(name: string): boolean {
  return SECRET_FIELD.test(name) || isSecretKey(name);
}

function shortened(text: string): string {
  const { text: clean } = scrubText(text.slice(0, MAX_TEXT * 4));
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}

/** Arguments as an audit row keeps them: secrets replaced by name and by shape, long texts and lists cut. */
export function redactArguments(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return shortened(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 4) return "…";
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redactArguments(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS * 2)
      .map(([key, item]) => [
        shortened(key),
        isSecretField(key) && item !== null && typeof item !== "boolean" ? REDACTED : redactArguments(item, depth + 1),
      ]),
  );
}

/** The arguments of a call as a row: always an object that Postgres can hold, and never a large one. */
export function redacted(input: unknown): Record<string, unknown> {
  // Cutting a text may halve a character, and refused input holds anything: the row must be written all the same.
  const value = storable(redactArguments(input));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return JSON.stringify(value).length > MAX_ROW_CHARACTERS ? { omitted: "too large" } : { ...value };
}

interface AuditedCall {
  actor: Actor | null;
  path: string;
  result_code: CallResult;
  duration_ms: number;
  is_durable: boolean;
  /** True when nothing may be answered without the row. */
  is_owed?: boolean;
  /** What the call answered, if it did. */
  output?: unknown;
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

/**
 * Writes the audit row of a finished call. A failure to write is logged and does not fail the call, which is over,
 * unless the answer itself may not go out without it. @throws INTERNAL then
 */
export async function auditCall(ctx: ApiContext, call: AuditedCall): Promise<void> {
  if (!call.actor) return;
  const input = await inputOf(call);
  try {
    await recordAudit(
      { ...ctx.service, actor: call.actor },
      {
        operation: call.path,
        tool: ctx.tool,
        bug_refs: bugRefsOf(input, call.output),
        argument_hash: hashOf(input),
        arguments: redacted(input),
        result_code: call.result_code,
        duration_ms: Math.round(call.duration_ms),
        is_durable: call.is_durable,
      },
    );
  } catch (err) {
    ctx.service.ports.log.error({ err, operation: call.path }, "audit row not written");
    if (call.is_owed) throw new AppError("INTERNAL", { cause: err });
  }
}

/** The tools that a program on the caller's machine answers by itself, of which it alone can say that they ran. */
const LOCAL_TOOLS: readonly (string | null)[] = ["detect_framework"];

/**
 * Writes the row of a call that ended in the MCP process, which says itself how. Only this installation's own server is
 * believed: what another program reports is a call of its own that was refused, and the row says who reported it.
 * @throws FORBIDDEN for a success that only the API can know of
 */
export async function auditMcpCall(
  ctx: { service: ServiceContext; is_mcp_server: boolean },
  { tool, arguments: given, result_code, duration_ms }: McpCallRecord,
): Promise<void> {
  if (!ctx.is_mcp_server && result_code === "OK" && !LOCAL_TOOLS.includes(tool))
    throw new AppError("FORBIDDEN", {
      message: "Only calls that were refused can be reported; what succeeded is recorded by the API itself.",
      field: "result_code",
    });
  await recordAudit(ctx.service, {
    operation: ctx.is_mcp_server ? "mcp_call.record" : "mcp_call.reported_by_client",
    tool,
    bug_refs: bugRefsOf(given, null),
    argument_hash: hashOf(given),
    arguments: redacted(given),
    result_code,
    duration_ms,
    is_durable: false,
  });
}

/** True for what a model asked for: a tool call, a resource, a prompt. What an MCP server asks for itself is none. */
export function isMcpCall({ tool, service }: ApiContext): boolean {
  return tool !== null && service.via === "MCP";
}

function hashOf(input: unknown): string {
  return createHash("sha256").update(canonicalJson(input)).digest("hex");
}
