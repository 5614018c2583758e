import { canonicalJson } from "@hawkmoth/domain/canonical-json";
import { AppError } from "@hawkmoth/domain/errors";
import { createHash } from "node:crypto";
import { isDryRun } from "./dry-run.ts";
import type { Tool } from "./registry.ts";

const BUCKET_MS = 60_000;

/** Writes that end the holder's lease: sent twice they must not fail, although nothing is added the second time. */
const ENDS_A_LEASE = new Set(["update_agent_task", "release_agent_task"]);

/** A write whose repetition within a minute has to be recognised. */
export interface RepeatableWrite {
  tool: Tool;
  args: Readonly<Record<string, unknown>>;
  credential: string;
  now_ms: number;
}

/**
 * The Idempotency-Key of a call: the caller's own, or one derived from credential, tool, minute and arguments, so that
 * a client that sends a call again because the answer got lost does not file the bug twice. None for reads, previews
 * and for writes that may rightly be repeated: setting a status back and forth, renewing a lease, claiming the next task.
 * @throws INVALID_INPUT for a key of the caller's that can't stand in a header.
 */
export function idempotencyKey({ tool, args, credential, now_ms }: RepeatableWrite): string | null {
  if (tool.hints.read_only || isDryRun(tool, args)) return null;
  const own = args["idempotency_key"];
  if (typeof own === "string" && own !== "") return headerValue(own);
  const isFinal = ENDS_A_LEASE.has(tool.name) && args["status"] !== "RUNNING";
  if (tool.hints.idempotent && !isFinal) return null;
  const parts = [digest(credential), tool.name, String(Math.floor(now_ms / BUCKET_MS)), canonicalJson(args)];
  return digest(parts.join("\n"));
}

function headerValue(key: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new AppError("INVALID_INPUT", {
    message: "Invalid 'idempotency_key': use 1 to 255 visible ASCII characters",
    field: "idempotency_key",
  });
}

/** SHA-256 in hex. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
