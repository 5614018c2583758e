import type { Tx } from "@hawkmoth/db/client";
import { apiKeyDirectory, apiKeys } from "@hawkmoth/db/schema/access";
import { principalId } from "@hawkmoth/db/schema/columns";
import { principals } from "@hawkmoth/db/schema/principal";
import type { ApiKey } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { newId } from "@hawkmoth/domain/ids";
import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import { newKeyValue, type NewKeyValue } from "./key-value.ts";

type KeyColumns = Omit<typeof apiKeys.$inferInsert, "id" | "prefix" | "hash" | "expires_at"> & {
  /** Null for a key that does not expire. */
  expires_in_days: number | null;
};

/** Reads keys, newest first, with the name of whom they act as; all of them without a limit. */
export async function readKeys(tx: Tx, where: SQL | undefined, limit?: number): Promise<ApiKey[]> {
  const query = tx
    .select({ key: apiKeys, principal_name: principals.name })
    .from(apiKeys)
    .leftJoin(
      principals,
      and(
        eq(principals.workspace_id, apiKeys.workspace_id),
        eq(principals.type, apiKeys.principal_type),
        eq(principals.id, apiKeys.principal_id),
      ),
    )
    .where(where)
    .orderBy(desc(apiKeys.created_at), desc(apiKeys.id))
    .$dynamic();
  const rows = await (limit === undefined ? query : query.limit(limit));
  return rows.map(({ key, principal_name }) => toApiKey(key, principal_name));
}

function toApiKey(key: typeof apiKeys.$inferSelect, principal_name: string | null): ApiKey {
  const { principal_type, principal_id, project_id } = key;
  return {
    id: key.id,
    kind: key.kind,
    name: key.name,
    prefix: key.prefix,
    principal_type,
    principal_id: principal_type && principal_id ? principalId(principal_type, principal_id) : null,
    principal_name,
    scopes: key.scopes,
    project_ids: project_id ? [project_id] : key.project_ids,
    expires_at: key.expires_at,
    last_used_at: key.last_used_at,
    revoked_at: key.revoked_at,
    created_at: key.created_at,
  };
}

/** Reads one key. @throws NOT_FOUND */
export async function readKey(tx: Tx, workspace_id: string, key_id: string): Promise<ApiKey> {
  const [key] = await readKeys(tx, and(eq(apiKeys.workspace_id, workspace_id), eq(apiKeys.id, key_id)));
  if (!key) throw new AppError("NOT_FOUND");
  return key;
}

/** A key to be: its value, and the row to store once the transaction is inside the workspace. */
export interface MintedKey extends NewKeyValue {
  key_id: string;
  row: Omit<typeof apiKeys.$inferInsert, "expires_at"> & { expires_at: SQL | null };
}

/** Makes a key and enters it in the directory. Call it before the transaction enters the workspace. */
export async function mintKey(tx: Tx, { expires_in_days, ...values }: KeyColumns): Promise<MintedKey> {
  const key_id = newId("key");
  const made = newKeyValue(values.kind);
  await tx.insert(apiKeyDirectory).values({ hash: made.hash, workspace_id: values.workspace_id, key_id });
  const expires_at = expires_in_days === null ? null : sql`now() + make_interval(days => ${expires_in_days}::int)`;
  return { ...made, key_id, row: { ...values, expires_at, id: key_id, prefix: made.prefix, hash: made.hash } };
}
