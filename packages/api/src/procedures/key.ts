import {
  ApiKey,
  CreatedKey,
  CreateKeyInput,
  KeyList,
  ListTokensInput,
  RevokeKeyInput,
  TokenList,
} from "@hawkmoth/domain/access/schema";
import { createKey } from "@hawkmoth/services/access/create-key";
import { listKeys } from "@hawkmoth/services/access/list-keys";
import { listTokens } from "@hawkmoth/services/access/list-tokens";
import { revokeKey } from "@hawkmoth/services/access/revoke-key";
import { READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const keyRouter = router({
  list: actorProcedure
    .meta({
      summary: "List keys; values are never shown again",
      scope: "keys:write",
      rest: { method: "GET", path: "/keys" },
    })
    .output(KeyList)
    .query(({ ctx }) => listKeys(ctx.service)),
  list_all: actorProcedure
    .meta({
      summary: "List the keys of everybody in the workspace; never their values",
      scope: "keys:write",
      rest: { method: "GET", path: "/admin/tokens" },
      mcp: {
        tool: "list_api_tokens",
        action: "key.oversee",
        toolset: "oversight",
        title: "List API tokens",
        description:
          "Every key of the workspace: prefix, whose it is, scopes, projects, last use, expiry, revocation; never values. For workspace owners and admins. Use when looking for unused or too wide keys.",
        hints: READS,
        budget_tokens: 1500,
      },
      is_sensitive: true,
    })
    .input(ListTokensInput)
    .output(TokenList)
    .query(({ ctx, input }) => listTokens(ctx.service, input)),
  create: actorProcedure
    .meta({
      summary: "Create a key; its value is in this answer only",
      scope: "keys:write",
      rest: { method: "POST", path: "/keys", status: 201 },
    })
    .input(CreateKeyInput)
    .output(CreatedKey)
    .mutation(({ ctx, input }) => createKey(ctx.service, input)),
  revoke: actorProcedure
    .meta({ summary: "Revoke a key at once", scope: "keys:write", rest: { method: "DELETE", path: "/keys/{key_id}" } })
    .input(RevokeKeyInput)
    .output(ApiKey)
    .mutation(({ ctx, input }) => revokeKey(ctx.service, input)),
});
