import { apiKeys } from "@hawkmoth/db/schema/access";
import type { ListTokensInput, TokenList } from "@hawkmoth/domain/access/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { isId } from "@hawkmoth/domain/ids";
import { cursorTime, decodeCursor, encodeCursor } from "@hawkmoth/domain/pagination";
import { and, eq, sql, type SQL } from "drizzle-orm";
import { authorizeInWorkspace } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { readKeys } from "./key-rows.ts";

/**
 * Lists every key of the workspace, newest first: whose it is, what it may do, when it was used last and whether it
 * ended. Values are stored nowhere and so never shown.
 * @throws FORBIDDEN for everybody but owners and admins with a credential for the whole workspace.
 */
export async function listTokens(ctx: ServiceContext, { cursor, limit }: ListTokensInput): Promise<TokenList> {
  authorizeInWorkspace(ctx, "key.oversee");
  const where = and(
    eq(apiKeys.workspace_id, ctx.actor.workspace_id),
    cursor === undefined ? undefined : olderThan(cursor),
  );
  const rows = await inWorkspace(ctx, (tx) => readKeys(tx, where, limit + 1));
  const tokens = rows.slice(0, limit);
  const last = tokens.at(-1);
  return { tokens, next_cursor: rows.length > limit && last ? encodeCursor([last.created_at, last.id]) : null };
}

function olderThan(cursor: string): SQL {
  const [created_at, id] = decodeCursor(cursor, 2);
  if (typeof id !== "string" || !isId("key", id)) throw new AppError("INVALID_INPUT", { field: "cursor" });
  return sql`(${apiKeys.created_at}, ${apiKeys.id}) < (${cursorTime(created_at)}::timestamptz, ${sql.param(id, apiKeys.id)})`;
}
