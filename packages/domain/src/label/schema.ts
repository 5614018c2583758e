import { z } from "zod";
import { nameSchema } from "../shown-name.ts";
import { Confirmable, ConfirmOffer } from "../confirm/schema.ts";
import { BugRef, idSchema } from "../ids.ts";
import { TaskBound } from "../task/schema.ts";

/** Label name, 1 to 50 characters, unique in a workspace regardless of case. */
export const LabelName = nameSchema(50);
/** Colour as #RRGGBB. */
export const LabelColor = z.string().regex(/^#[0-9a-fA-F]{6}$/, "Give a colour as #RRGGBB");
/** A label of the workspace. */
export const LabelRef = z.object({ id: idSchema("label"), name: z.string(), color: z.string() });
export type LabelRef = z.infer<typeof LabelRef>;

/** Labels belong to the workspace; a project may be named to make sure that it is there. */
export const ListLabelsInput = z.object({ project_id: idSchema("project").optional() });
export type ListLabelsInput = z.infer<typeof ListLabelsInput>;
/** All labels of a workspace, by name. */
export const LabelList = z.object({ labels: z.array(LabelRef) });

/** A new label; the colour is chosen from the name when left out. */
export const CreateLabelInput = z.object({
  name: LabelName,
  color: LabelColor.optional().describe("#RRGGBB; chosen by name"),
  project_id: idSchema("project").optional(),
});
export type CreateLabelInput = z.infer<typeof CreateLabelInput>;

/** A new name, a new colour, or both. */
export const UpdateLabelInput = z.object({
  label_id: idSchema("label"),
  name: LabelName.optional(),
  color: LabelColor.optional().describe("#RRGGBB"),
});
export type UpdateLabelInput = z.infer<typeof UpdateLabelInput>;

/** Names the label that comes off all bugs and out of the catalogue. */
export const DeleteLabelInput = z.object({
  label_id: idSchema("label"),
  dry_run: z.boolean().default(false).describe("Preview only"),
  ...Confirmable,
});
export type DeleteLabelInput = z.infer<typeof DeleteLabelInput>;
/** The label that is gone, and from how many bugs it was taken. */
export const LabelDeleted = ConfirmOffer.partial().extend({
  deleted: LabelRef,
  detached_from: z.int().describe("Number of bugs"),
  dry_run: z.boolean(),
});
export type LabelDeleted = z.infer<typeof LabelDeleted>;

/** A bug, and a label by its id or by its name regardless of case. */
export const BugLabelInput = z.object({
  bug_id: BugRef,
  label_id: idSchema("label").optional(),
  label_name: LabelName.optional().describe("Instead of label_id"),
  ...TaskBound,
});
export type BugLabelInput = z.infer<typeof BugLabelInput>;
/** The labels of a bug as stored after the call. */
export const BugLabels = z.object({
  bug_id: idSchema("bug"),
  key: z.string(),
  labels: z.array(LabelRef),
  changed: z.boolean(),
  version: z.int(),
});
export type BugLabels = z.infer<typeof BugLabels>;
