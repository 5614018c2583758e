import { ApiKey, CreatedKey, CreateKeyInput, KeyList, RevokeKeyInput } from "@hawkmoth/domain/access/schema";
import { createKey } from "@hawkmoth/services/access/create-key";
import { listKeys } from "@hawkmoth/services/access/list-keys";
import { revokeKey } from "@hawkmoth/services/access/revoke-key";
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
