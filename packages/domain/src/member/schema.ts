import { z } from "zod";
import { WorkspaceRole } from "../access/schema.ts";
import { idSchema } from "../ids.ts";
import { Timestamp } from "../time.ts";

/** A person in a workspace. */
export const Member = z.object({
  id: idSchema("member"),
  user_id: idSchema("user"),
  name: z.string(),
  email: z.string(),
  role: WorkspaceRole,
  created_at: Timestamp,
});
export type Member = z.infer<typeof Member>;
/** All people of a workspace. */
export const MemberList = z.object({ members: z.array(Member) });
