import { z } from "zod";
import { idSchema } from "../ids.ts";

/** Label name, 1 to 50 characters, unique in a workspace regardless of case. */
export const LabelName = z.string().trim().min(1).max(50);
/** Colour as #RRGGBB. */
export const LabelColor = z.string().regex(/^#[0-9a-fA-F]{6}$/, "Give a colour as #RRGGBB");
/** A label of the workspace. */
export const LabelRef = z.object({ id: idSchema("label"), name: z.string(), color: z.string() });
export type LabelRef = z.infer<typeof LabelRef>;
/** A new label; the colour is chosen from the name when left out. */
export const CreateLabelInput = z.object({ name: LabelName, color: LabelColor.optional() });
export type CreateLabelInput = z.infer<typeof CreateLabelInput>;
/** All labels of a workspace, by name. */
export const LabelList = z.object({ labels: z.array(LabelRef) });
