import { timingSafeEqual } from "node:crypto";
import { canonicalJson } from "@hawkmoth/domain/canonical-json";
import type { ConfirmOffer } from "@hawkmoth/domain/confirm/schema";
import { AppError } from "@hawkmoth/domain/errors";
import type { ServiceContext } from "../context.ts";

const VALID_MS = 5 * 60_000;

/** Fields that may differ between a dry run and the call it stands for; if_version only makes a call do less. */
const NOT_COMPARED = new Set(["dry_run", "confirm_token", "idempotency_key", "if_version"]);

type Confirming = Pick<ServiceContext, "actor" | "ports">;

/** A call that takes effect only after its dry run was seen: router path and parsed input. */
export interface ConfirmedCall {
  operation: string;
  input: Readonly<Record<string, unknown>>;
}

/**
 * Makes the token that a dry run answers with. It lets the same principal make the same call with the same arguments
 * in the same workspace for five minutes, and holds no secret of the call. It is not used up: a verb that asks for one
 * must do nothing more when it is called twice.
 */
export function offerConfirmation(ctx: Confirming, call: ConfirmedCall, now_ms = Date.now()): ConfirmOffer {
  const expires_ms = now_ms + VALID_MS;
  return {
    confirm_token: `${expires_ms.toString(36)}.${signatureOf(ctx, call, expires_ms)}`,
    confirm_expires_at: new Date(expires_ms).toISOString(),
  };
}

/**
 * Stops a call that nobody saw the dry run of. Dry runs pass.
 * @throws INVALID_INPUT on `confirm_token` when it is missing, expired, or was made for another call.
 */
export function assertConfirmed(ctx: Confirming, call: ConfirmedCall, now_ms = Date.now()): void {
  const { dry_run, confirm_token } = call.input;
  if (dry_run === true) return;
  if (typeof confirm_token !== "string") throw refused("This call needs the confirm_token of its dry run.");
  const [time = "", signature = ""] = confirm_token.split(".");
  const expires_ms = Number.parseInt(time, 36);
  if (!isSame(signature, signatureOf(ctx, call, expires_ms)))
    throw refused("This confirm_token was made for another call: principal, operation and arguments must be the same.");
  if (expires_ms <= now_ms) throw refused("This confirm_token has expired.");
}

function signatureOf(ctx: Confirming, { operation, input }: ConfirmedCall, expires_ms: number): string {
  const { workspace_id, type, id } = ctx.actor;
  const compared = Object.fromEntries(Object.entries(input).filter(([name]) => !NOT_COMPARED.has(name)));
  return ctx.ports.confirmations.sign(canonicalJson([expires_ms, workspace_id, type, id, operation, compared]));
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function refused(message: string): AppError {
  return new AppError("INVALID_INPUT", {
    message,
    field: "confirm_token",
    hint: "Call it with dry_run: true, look at what it would do, then send the same call with the confirm_token it returned.",
    details: { next: "Call again with the same arguments and dry_run: true." },
  });
}
