import type { Db } from "@hawkmoth/db/client";
import { oauthArtefacts } from "@hawkmoth/db/schema/oauth";
import { and, eq, gt, sql } from "drizzle-orm";
import type { KoaContextWithOIDC } from "oidc-provider";
import { setTimeout as sleep } from "node:timers/promises";
import { createSealer } from "../sealer.ts";
import { hashToken } from "../session.ts";

/**
 * Two requests of one client may refresh at the same time, or an answer may be lost on its way. For half a minute the
 * same refresh token therefore gets the same answer again: no second line of tokens comes to be that a thief could
 * live on unnoticed. Later use is taken for theft and ends the grant.
 */
const GRACE_S = 30;
/** A first answer that takes longer than this was lost together with its process. */
const ANSWER_WAIT_MS = 3000;
const POLL_MS = 40;
const MODEL = "RefreshAnswer";

export const refreshGrace = {
  isOpen: (consumed_at: string): boolean => Date.now() - Date.parse(consumed_at) < GRACE_S * 1000,
};

/** What a refresh was answered with, and to whom. */
export interface RefreshAnswer {
  client_id: string;
  body: unknown;
}

function ofToken(token: string) {
  return and(eq(oauthArtefacts.model, MODEL), eq(oauthArtefacts.id_hash, hashToken(token)));
}

/** The answer is sealed with the old token itself: only who presents that can read it, not the server on its own. */
function sealerOf(token: string) {
  return createSealer(token, "refresh answer");
}

async function readAnswer(db: Db, token: string): Promise<RefreshAnswer | null> {
  const [row] = await db
    .select()
    .from(oauthArtefacts)
    .where(and(ofToken(token), gt(oauthArtefacts.expires_at, sql`now()`)));
  return row ? JSON.parse(sealerOf(token).open(row.sealed_payload)) : null;
}

/** Waits for the answer of the request that used the token up; null when none comes. */
export async function awaitRefreshAnswer(db: Db, token: string): Promise<RefreshAnswer | null> {
  const until = Date.now() + ANSWER_WAIT_MS;
  while (Date.now() < until) {
    const answer = await readAnswer(db, token);
    if (answer) return answer;
    await sleep(POLL_MS);
  }
  return null;
}

/** True when the token was used a moment ago and its grant goes on. */
async function wasJustUsed(db: Db, token: string): Promise<boolean> {
  const rows = await db
    .select({ model: oauthArtefacts.model })
    .from(oauthArtefacts)
    .where(
      and(
        eq(oauthArtefacts.model, "RefreshToken"),
        eq(oauthArtefacts.id_hash, hashToken(token)),
        sql`${oauthArtefacts.consumed_at} > now() - make_interval(secs => ${GRACE_S}::int)`,
      ),
    );
  return rows.length > 0;
}

/** Condition under which a used token may be used once more: nobody can have got what the first use made. */
export function isUnanswered(token: string) {
  const wait_s = ANSWER_WAIT_MS / 1000;
  return sql`(
    ${oauthArtefacts.model} = 'RefreshToken'
    and ${oauthArtefacts.consumed_at} < now() - make_interval(secs => ${wait_s}::float)
    and ${oauthArtefacts.consumed_at} > now() - make_interval(secs => ${GRACE_S}::float)
    and not exists (
      select from oauth_artefact answer where answer.model = ${MODEL} and answer.id_hash = ${hashToken(token)}
    )
  )`;
}

/** Around the token endpoint: keeps the answer of a refresh, and gives it again to a repeat within the grace. */
export function repeatRefreshAnswers(db: Db) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    if (ctx.method !== "POST" || ctx.oidc?.route !== "token") return;
    const { grant_type, refresh_token: token } = ctx.oidc.params ?? {};
    const client_id = ctx.oidc.client?.clientId;
    if (grant_type !== "refresh_token" || typeof token !== "string" || client_id === undefined) return;
    if (ctx.status === 200) {
      const sealed_payload = sealerOf(token).seal(JSON.stringify({ client_id, body: ctx.body }));
      const expires_at = sql`now() + make_interval(secs => ${GRACE_S}::int)`;
      await db
        .insert(oauthArtefacts)
        .values({ model: MODEL, id_hash: hashToken(token), sealed_payload, expires_at })
        .onConflictDoUpdate({
          target: [oauthArtefacts.model, oauthArtefacts.id_hash],
          set: { sealed_payload, expires_at },
        });
      return;
    }
    // Only an answer to a client that proved who it is says invalid_grant.
    if (!isInvalidGrant(ctx.body) || !(await wasJustUsed(db, token))) return;
    const answer = await awaitRefreshAnswer(db, token);
    if (answer?.client_id !== client_id) return;
    ctx.status = 200;
    ctx.body = answer.body;
  };
}

function isInvalidGrant(body: unknown): boolean {
  return typeof body === "object" && body !== null && "error" in body && body.error === "invalid_grant";
}
