import { AppError } from "../errors.ts";
import type { ActorType, Via } from "../actor.ts";
import type { HawkmothEvent } from "../events.ts";

/** Stands where the text of a stranger is hidden. */
export const HIDDEN_TEXT = "[hidden until a member triages this bug]";

/** What decides whether a caller reads the text of a bug. */
export interface LockdownFacts {
  /** A signed-in author filed the bug, or a member triaged it since. */
  is_trusted: boolean;
  /** Setting of the bug's project. */
  is_locked_down: boolean;
  /** The call itself asks for lockdown, whatever the project's setting says. */
  is_asked: boolean;
  via: Via;
  actor_type: ActorType;
}

/**
 * Tells whether lockdown hides what a stranger wrote and recorded. A project's setting concerns models: calls over MCP
 * and agents on any surface. People read everything.
 */
export function isTextHidden({ is_trusted, is_locked_down, is_asked, via, actor_type }: LockdownFacts): boolean {
  if (is_trusted) return false;
  return is_asked || (is_locked_down && (via === "MCP" || actor_type === "AGENT"));
}

/**
 * Tells whether a change makes a stranger's report trusted: a member has to have looked at it. What a model does over
 * MCP in a member's name does not count, or hidden text could be had by touching the bug.
 */
export function isPromotion(actor_type: ActorType, via: Via): boolean {
  return actor_type === "MEMBER" && via !== "MCP";
}

/** The refusal to give evidence of a bug whose text is hidden. */
export function hiddenEvidence(): AppError {
  return new AppError("FORBIDDEN", {
    message: "A stranger reported this bug; its evidence is hidden from agents until a member triages it.",
    hint: "Ask a member to set status, priority or owner in the dashboard.",
  });
}

/** Fields of a change that hold what somebody wrote. */
const TEXT_FIELDS = new Set(["title", "description", "url", "environment", "app_version", "reporter"]);

/**
 * An event as agents get it: what changed, without the texts of the bug and the name of a stranger. An agent reads those
 * of the bug itself, where lockdown is judged.
 */
export function eventForAgent(event: HawkmothEvent): HawkmothEvent {
  const { actor, changes } = event;
  const told = Object.entries(changes).filter(([field]) => !TEXT_FIELDS.has(field));
  return {
    ...event,
    actor: actor.type === "REPORTER" ? { ...actor, name: HIDDEN_TEXT } : actor,
    changes: Object.fromEntries(
      told.map(([field, value]) => [field, field === "duplicate_of" ? keyOnly(value) : value]),
    ),
  };
}

function keyOnly(bug: unknown): unknown {
  if (typeof bug !== "object" || bug === null) return bug;
  return Object.fromEntries(Object.entries(bug).filter(([field]) => field === "id" || field === "key"));
}
