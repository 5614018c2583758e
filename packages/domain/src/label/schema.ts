import { z } from "zod";
import { idSchema } from "../ids.ts";

export const LabelName = z.string().trim().min(1).max(50);
export const LabelColor = z.string().regex(/^#[0-9a-fA-F]{6}$/, "Give a colour as #RRGGBB");
export const LabelRef = z.object({ id: idSchema("label"), name: z.string(), color: z.string() });
export type LabelRef = z.infer<typeof LabelRef>;
export const CreateLabelInput = z.object({ name: LabelName, color: LabelColor.optional() });
export type CreateLabelInput = z.infer<typeof CreateLabelInput>;
export const LabelList = z.object({ labels: z.array(LabelRef) });
