import { Scope } from "@hawkmoth/domain/access/schema";
import { AppError, type ErrorBody } from "@hawkmoth/domain/errors";
import { digest } from "./idempotency.ts";
import { isRecord } from "./json-schema.ts";
import { readApi, type ApiTarget, type Caller } from "./send.ts";

/** Keys are made in the dashboard and last; whatever else the API accepts came from a sign-in. */
const KEY_PREFIX = "hm_key_";
const FRESH_MS = 15_000;
const FRESH_SIGN_IN_MS = 1000;
const MAX_ENTRIES = 2000;

/** What a credential may do, as the API says. */
export interface Standing {
  scopes: readonly Scope[];
  /** What the role allows in reach of the credential; null when the API does not say. */
  actions: readonly string[] | null;
  /** True for the credential of an agent: no person sits at its client, so nobody there can agree to anything. */
  is_agent: boolean;
  /** The projects in reach; the only one of a connection that is pinned to it. */
  projects: readonly { id: string; key: string }[];
  /** Name of the workspace in the addresses of its pages; null when the API does not say. */
  workspace: string | null;
}

/**
 * Asks the API what a credential may do. At the entry of a request a sign-in is always asked anew, and so is every
 * credential where it has to be known how it stands now.
 * @throws AppError with the code of the API's refusal.
 */
export type StandingOf = (caller: Caller, moment?: "entry" | "now") => Promise<Standing>;

interface Entry {
  until_ms: number;
  standing: Promise<Standing>;
}

/**
 * Remembers for 15 seconds what a key may do, so that a burst of calls costs the API one question. A sign-in is
 * remembered while one request lasts: its token lapses every hour and ends with a click, and only a refusal before the
 * call makes the client refresh it or ask its person. Refusals are not remembered. It only decides what is listed:
 * every call is judged by the API again.
 */
export function standings(api: ApiTarget): StandingOf {
  const known = new Map<string, Entry>();
  return async (caller, moment) => {
    const id = digest(`${caller.credential}\n${caller.project ?? ""}`);
    const isAskedAnew = moment === "now" || (moment === "entry" && isSignIn(caller));
    const entry = isAskedAnew ? undefined : known.get(id);
    if (entry && entry.until_ms > Date.now()) return await entry.standing;
    const standing = ask(api, caller);
    known.delete(id);
    known.set(id, { until_ms: Date.now() + (isSignIn(caller) ? FRESH_SIGN_IN_MS : FRESH_MS), standing });
    forgetOldest(known);
    try {
      return await standing;
    } catch (error) {
      known.delete(id);
      throw error;
    }
  };
}

function isSignIn({ credential }: Caller): boolean {
  return !credential.startsWith(KEY_PREFIX);
}

async function ask(api: ApiTarget, caller: Caller): Promise<Standing> {
  const answer = await readApi(api, "/me", caller);
  if (!answer.ok) throw asAppError(answer.error, answer.retry_after_s);
  const { scopes, projects, workspace, actions, principal } = isRecord(answer.value) ? answer.value : {};
  return {
    scopes: listOf(scopes).flatMap((scope) => Scope.safeParse(scope).data ?? []),
    actions: Array.isArray(actions) ? actions.map(String) : null,
    is_agent: isRecord(principal) && principal["type"] === "AGENT",
    projects: listOf(projects)
      .filter(isRecord)
      .map(({ id, key }) => ({ id: String(id), key: String(key) })),
    workspace: isRecord(workspace) ? String(workspace["slug"]) : null,
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function asAppError({ code, message, hint }: ErrorBody, retry_after_s: number | undefined): AppError {
  return new AppError(code, {
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(retry_after_s === undefined ? {} : { retry_after_s }),
  });
}

function forgetOldest(known: Map<string, Entry>): void {
  const [oldest] = known.keys();
  if (known.size > MAX_ENTRIES && oldest !== undefined) known.delete(oldest);
}
