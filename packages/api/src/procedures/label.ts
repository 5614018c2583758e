import { CreateLabelInput, LabelList, LabelRef } from "@hawkmoth/domain/label/schema";
import { createLabel } from "@hawkmoth/services/label/create-label";
import { listLabels } from "@hawkmoth/services/label/list-labels";
import { actorProcedure, router } from "../procedure.ts";

export const labelRouter = router({
  list: actorProcedure
    .meta({ summary: "List labels", scope: "labels:read", rest: { method: "GET", path: "/labels" } })
    .output(LabelList)
    .query(({ ctx }) => listLabels(ctx.service)),
  create: actorProcedure
    .meta({ summary: "Create a label", scope: "labels:write", rest: { method: "POST", path: "/labels", status: 201 } })
    .input(CreateLabelInput)
    .output(LabelRef)
    .mutation(({ ctx, input }) => createLabel(ctx.service, input)),
});
