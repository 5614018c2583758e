import { assertScope } from "@hawkmoth/domain/access/policy";
import type { Scope } from "@hawkmoth/domain/access/schema";
import type { Actor } from "@hawkmoth/domain/actor";
import { AppError } from "@hawkmoth/domain/errors";
import type { Caller } from "./context.ts";

export type SignedInCaller = Extract<Caller, { kind: "session" | "key" }>;

/** A person or a key, or nobody. @throws UNAUTHENTICATED, or why the shown credential was refused. */
export function requireSignedIn(caller: Caller): SignedInCaller {
  if (caller.kind === "refused") throw caller.error;
  if (caller.kind === "session" || caller.kind === "key") return caller;
  throw new AppError("UNAUTHENTICATED");
}

/** The actor of a call whose credential holds the scope. @throws UNAUTHENTICATED, NOT_FOUND, INSUFFICIENT_SCOPE */
export function requireActor(caller: Caller, scope: Scope | null): Actor {
  const { actor } = requireSignedIn(caller);
  if (!actor) throw new AppError("NOT_FOUND");
  if (scope) assertScope(actor.scopes, scope);
  return actor;
}

/** A person who is signed in to the dashboard. @throws INSUFFICIENT_SCOPE for keys, whatever they hold. */
export function requirePerson(caller: Caller): Extract<Caller, { kind: "session" }> {
  const known = requireSignedIn(caller);
  if (known.kind === "session") return known;
  throw new AppError("INSUFFICIENT_SCOPE", {
    message: "This call needs a person who is signed in to the dashboard.",
    hint: "Sign in; keys can't do this.",
  });
}

/** The actor of a call, if its credential is bound to a workspace. */
export function actorOf(caller: Caller): Actor | null {
  return caller.kind === "key" || caller.kind === "session" ? caller.actor : null;
}
