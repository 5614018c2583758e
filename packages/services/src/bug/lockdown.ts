import { bugs } from "@hawkmoth/db/schema/bug";
import type { ActorType } from "@hawkmoth/domain/actor";
import { hiddenEvidence, HIDDEN_TEXT, isPromotion, isTextHidden } from "@hawkmoth/domain/bug/lockdown";
import type { Bug } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";

/** The columns of a bug and of its project that lockdown goes by. */
export interface LockdownColumns {
  created_by_type: ActorType;
  trusted_at: string | null;
  is_locked_down: boolean;
}

/** True when the caller may not read what the stranger who reported this bug wrote and recorded. */
export function isHiddenFrom(ctx: ServiceContext, bug: LockdownColumns): boolean {
  return isTextHidden({
    is_trusted: bug.created_by_type !== "REPORTER" || bug.trusted_at !== null,
    is_locked_down: bug.is_locked_down,
    is_asked: ctx.is_lockdown_asked ?? false,
    via: ctx.via,
    actor_type: ctx.actor.type,
  });
}

/** A text of the bug's reporter as the caller may read it. */
export function shownText(ctx: ServiceContext, bug: LockdownColumns, text: string): string {
  return isHiddenFrom(ctx, bug) ? HIDDEN_TEXT : text;
}

/** Stops the call when the evidence of this bug is hidden from it. @throws FORBIDDEN */
export function assertEvidenceShown(ctx: ServiceContext, bug: LockdownColumns): void {
  if (isHiddenFrom(ctx, bug)) throw hiddenEvidence();
}

/** Stops a change of text that the caller may not even read. @throws FORBIDDEN */
export function assertTextShown(ctx: ServiceContext, bug: LockdownColumns): void {
  if (!isHiddenFrom(ctx, bug)) return;
  throw new AppError("FORBIDDEN", {
    message: "Title and description of this bug are hidden from agents until a member triages it.",
    hint: "Set status, priority or owner instead, or ask a member.",
  });
}

/** A bug without anything that its reporter chose. */
export function withoutReport(bug: Bug): Bug {
  return {
    ...bug,
    title: HIDDEN_TEXT,
    description: HIDDEN_TEXT,
    reporter: { name: null, email: null, identifier: null },
    created_by: { ...bug.created_by, name: HIDDEN_TEXT },
    url: null,
    environment: null,
    app_version: null,
  };
}

/** The column that a triage sets beside `triaged_at`: a member has seen the report, so it is trusted from now on. */
export function promotedBy(ctx: ServiceContext) {
  return isPromotion(ctx.actor.type, ctx.via) ? { trusted_at: sql`coalesce(${bugs.trusted_at}, now())` } : {};
}
