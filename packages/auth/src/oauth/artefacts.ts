import type { Db } from "@hawkmoth/db/client";
import { oauthArtefacts } from "@hawkmoth/db/schema/oauth";
import { isId } from "@hawkmoth/domain/ids";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import { hashToken } from "../session.ts";
import type { Sealer } from "../sealer.ts";
import { type Account, parseAccountId } from "./account.ts";
import { awaitRefreshAnswer, isUnanswered, refreshGrace } from "./refresh-answers.ts";

/** What a member granted, which the OAuth server has to know of and to tell about. */
export interface Grants {
  /** True while tokens may be issued under the grant. */
  isUsable(account: Account, grant_id: string): Promise<boolean>;
  /** A new token makes the grant last at least so long. */
  prolong(account: Account, grant_id: string, ttl_s: number): Promise<void>;
  /** A token was used as only a thief would. */
  end(account: Account, grant_id: string): Promise<void>;
}

export interface Artefacts {
  db: Db;
  sealer: Sealer;
  grants: Grants;
}

/** Seconds after which a client that registered itself and never got a token is forgotten. */
const UNUSED_CLIENT_S = 7 * 86_400;
/** Seconds for which a client that does get tokens is remembered after the last one. */
const USED_CLIENT_S = 90 * 86_400;

type Row = typeof oauthArtefacts.$inferSelect;

function grantIdOf({ grantId }: AdapterPayload): string | null {
  return grantId !== undefined && isId("grant", grantId) ? grantId : null;
}

/** The grant with which an artefact ends; a sign-in under way only refers to one. */
function endsWith(model: string, id: string, payload: AdapterPayload): string | null {
  if (model === "Interaction") return null;
  return grantIdOf(model === "Grant" ? { grantId: id } : payload);
}

/** Keeps one kind of artefact of oidc-provider. Neither ids nor payloads are readable in the table. */
class ArtefactAdapter implements Adapter {
  readonly #model: string;
  readonly #parts: Artefacts;

  constructor(model: string, parts: Artefacts) {
    this.#model = model;
    this.#parts = parts;
  }

  async upsert(id: string, payload: AdapterPayload, expires_in?: number): Promise<void> {
    const { jti: _id, ...rest } = payload;
    const ttl = this.#model === "Client" ? UNUSED_CLIENT_S : expires_in;
    const values = {
      sealed_payload: this.#parts.sealer.seal(JSON.stringify(rest)),
      grant_id: endsWith(this.#model, id, payload),
      uid_hash: payload.uid === undefined ? null : hashToken(payload.uid),
      expires_at: ttl === undefined ? null : after(ttl),
    };
    await this.#parts.db
      .insert(oauthArtefacts)
      .values({ model: this.#model, id_hash: hashToken(id), ...values })
      .onConflictDoUpdate({ target: [oauthArtefacts.model, oauthArtefacts.id_hash], set: values });
    if (this.#model === "AccessToken" || this.#model === "RefreshToken") await this.#noteIssue(payload, ttl ?? 0);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = await this.#live(this.#named(id));
    if (!row) return undefined;
    const payload = this.#open(row);
    if (!payload) return undefined;
    const found = this.#model === "Client" ? payload : { ...payload, jti: id };
    if (row.consumed_at === null) return found;
    if (this.#model === "RefreshToken" && refreshGrace.isOpen(row.consumed_at)) {
      // A repeat within the grace gets the first answer again, and a token whose answer was lost is as good as unused.
      return (await awaitRefreshAnswer(this.#parts.db, id)) ? undefined : found;
    }
    return { ...found, consumed: Math.floor(Date.parse(row.consumed_at) / 1000) };
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const row = await this.#live(eq(oauthArtefacts.uid_hash, hashToken(uid)));
    return row && this.#open(row);
  }

  async findByUserCode(): Promise<undefined> {
    // There is no device flow: programs without a browser are paired or take a key.
  }

  async consume(id: string): Promise<void> {
    const isFree = or(isNull(oauthArtefacts.consumed_at), isUnanswered(id));
    const consumed = await this.#parts.db
      .update(oauthArtefacts)
      .set({ consumed_at: sql`now()` })
      .where(and(this.#named(id), isFree))
      .returning({ model: oauthArtefacts.model });
    if (consumed.length === 0) throw new errors.InvalidGrant("used by another request at the same time");
  }

  async destroy(id: string): Promise<void> {
    if (this.#model === "Grant") await this.#endGrant(id);
    await this.#parts.db.delete(oauthArtefacts).where(this.#named(id));
  }

  async revokeByGrantId(grant_id: string): Promise<void> {
    if (!isId("grant", grant_id)) return;
    await this.#parts.db
      .delete(oauthArtefacts)
      .where(and(eq(oauthArtefacts.model, this.#model), eq(oauthArtefacts.grant_id, grant_id)));
  }

  #named(id: string) {
    return and(eq(oauthArtefacts.model, this.#model), eq(oauthArtefacts.id_hash, hashToken(id)));
  }

  async #live(which: ReturnType<typeof and>): Promise<Row | undefined> {
    const isUnexpired = or(isNull(oauthArtefacts.expires_at), gt(oauthArtefacts.expires_at, sql`now()`));
    const [row] = await this.#parts.db
      .select()
      .from(oauthArtefacts)
      .where(and(eq(oauthArtefacts.model, this.#model), which, isUnexpired));
    return row;
  }

  #open(row: Row): AdapterPayload | undefined {
    try {
      return JSON.parse(this.#parts.sealer.open(row.sealed_payload));
    } catch {
      // Sealed with another AUTH_SECRET: as good as gone.
      return undefined;
    }
  }

  async #noteIssue(payload: AdapterPayload, ttl_s: number): Promise<void> {
    const [account, grant_id] = [parseAccountId(payload.accountId), grantIdOf(payload)];
    if (account && grant_id) await this.#parts.grants.prolong(account, grant_id, ttl_s);
    if (this.#model === "RefreshToken" && payload.clientId !== undefined)
      await this.#parts.db
        .update(oauthArtefacts)
        .set({ expires_at: after(USED_CLIENT_S) })
        .where(and(eq(oauthArtefacts.model, "Client"), eq(oauthArtefacts.id_hash, hashToken(payload.clientId))));
  }

  async #endGrant(id: string): Promise<void> {
    const payload = await this.find(id);
    const account = parseAccountId(payload?.accountId);
    if (account && isId("grant", id)) await this.#parts.grants.end(account, id);
  }
}

function after(seconds: number) {
  return sql`now() + make_interval(secs => ${seconds}::int)`;
}

/** One adapter per kind of artefact, as oidc-provider asks for them. */
export function artefactAdapters(parts: Artefacts): (model: string) => Adapter {
  return (model) => new ArtefactAdapter(model, parts);
}
