import {
  BugLabelInput,
  BugLabels,
  CreateLabelInput,
  DeleteLabelInput,
  LabelDeleted,
  LabelList,
  LabelRef,
  ListLabelsInput,
  UpdateLabelInput,
} from "@hawkmoth/domain/label/schema";
import { addBugLabel, removeBugLabel } from "@hawkmoth/services/label/change-bug-label";
import { createLabel } from "@hawkmoth/services/label/create-label";
import { deleteLabel } from "@hawkmoth/services/label/delete-label";
import { listLabels } from "@hawkmoth/services/label/list-labels";
import { updateLabel } from "@hawkmoth/services/label/update-label";
import { ADDS, OVERWRITES, READS, SETS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const labelRouter = router({
  list: actorProcedure
    .meta({
      summary: "List labels",
      scope: "labels:read",
      rest: { method: "GET", path: "/labels" },
      mcp: {
        tool: "list_labels",
        toolset: "labels",
        title: "List labels",
        description: "All labels of the workspace with id and colour. Use when choosing a label for a bug.",
        hints: READS,
        budget_tokens: 800,
      },
    })
    .input(ListLabelsInput)
    .output(LabelList)
    .query(({ ctx, input }) => listLabels(ctx.service, input)),
  create: actorProcedure
    .meta({
      summary: "Create a label",
      scope: "labels:write",
      rest: { method: "POST", path: "/labels", status: 201 },
      mcp: {
        tool: "create_label",
        toolset: "labels",
        title: "Create label",
        description: "Adds a label to the workspace. Use when list_labels has none that fits.",
        hints: ADDS,
        budget_tokens: 100,
      },
    })
    .input(CreateLabelInput)
    .output(LabelRef)
    .mutation(({ ctx, input }) => createLabel(ctx.service, input)),
  update: actorProcedure
    .meta({
      summary: "Rename a label or change its colour",
      scope: "labels:write",
      rest: { method: "PATCH", path: "/labels/{label_id}" },
      mcp: {
        tool: "update_label",
        action: "label.manage",
        toolset: "labels",
        title: "Update label",
        description: "Renames or recolours a label on every bug that has it. Use when a name misleads.",
        hints: OVERWRITES,
        budget_tokens: 100,
      },
    })
    .input(UpdateLabelInput)
    .output(LabelRef)
    .mutation(({ ctx, input }) => updateLabel(ctx.service, input)),
  delete: actorProcedure
    .meta({
      summary: "Delete a label and take it off all bugs",
      scope: "labels:write",
      rest: { method: "DELETE", path: "/labels/{label_id}" },
      mcp: {
        tool: "delete_label",
        action: "label.manage",
        toolset: "labels",
        title: "Delete label",
        description:
          "Deletes a label and takes it off all bugs. Use when asked to. dry_run: true tells from how many and gives the confirm_token.",
        hints: OVERWRITES,
        budget_tokens: 100,
        confirm: true,
      },
    })
    .input(DeleteLabelInput)
    .output(LabelDeleted)
    .mutation(({ ctx, input }) => deleteLabel(ctx.service, input)),
  add_to_bug: actorProcedure
    .meta({
      summary: "Put a label on a bug",
      scope: "bugs:write",
      rest: { method: "POST", path: "/bugs/{bug_id}/labels" },
      mcp: {
        tool: "add_bug_label",
        toolset: "labels",
        title: "Label a bug",
        description: "Puts an existing label on a bug, by id or name. Use when sorting bugs.",
        hints: SETS,
        budget_tokens: 200,
      },
    })
    .input(BugLabelInput)
    .output(BugLabels)
    .mutation(({ ctx, input }) => addBugLabel(ctx.service, input)),
  remove_from_bug: actorProcedure
    .meta({
      summary: "Take a label off a bug",
      scope: "bugs:write",
      rest: { method: "DELETE", path: "/bugs/{bug_id}/labels" },
      mcp: {
        tool: "remove_bug_label",
        toolset: "labels",
        title: "Unlabel a bug",
        description: "Takes a label off a bug, by id or name. Use when it does not fit.",
        hints: OVERWRITES,
        budget_tokens: 200,
      },
    })
    .input(BugLabelInput)
    .output(BugLabels)
    .mutation(({ ctx, input }) => removeBugLabel(ctx.service, input)),
});
