import { z } from "zod";
import { nameSchema } from "../shown-name.ts";
import { ActorType } from "../actor.ts";
import { ProjectRole, Scope, WorkspaceRole } from "../access/schema.ts";
import { idSchema } from "../ids.ts";

/** E-mail address, trimmed and lower case, at most 254 characters. */
export const Email = z.email().max(254).trim().toLowerCase();
/** 10 to 200 characters; length is what makes a password strong (NIST SP 800-63B). */
export const Password = z.string().min(10, "Use at least 10 characters").max(200);

/** A new account with a password. */
export const SignUpInput = z.object({
  name: nameSchema(100, "Tell us your name"),
  email: Email,
  password: Password,
});
export type SignUpInput = z.infer<typeof SignUpInput>;

/** What a person types to sign in. */
export const SignInInput = z.object({ email: Email, password: z.string().min(1).max(200) });
export type SignInInput = z.infer<typeof SignInInput>;

/** A person across workspaces. */
export const User = z.object({ id: idSchema("user"), email: z.string(), name: z.string() });
export type User = z.infer<typeof User>;

/** Who the caller is and what this credential may do. */
export const Me = z.object({
  principal: z.object({ type: ActorType, id: z.string(), name: z.string(), email: z.string().nullable() }),
  user: User.nullable(),
  workspace: z
    .object({ id: idSchema("workspace"), slug: z.string(), name: z.string(), role: WorkspaceRole.nullable() })
    .nullable(),
  workspaces: z.array(z.object({ id: idSchema("workspace"), slug: z.string(), name: z.string() })),
  projects: z.array(z.object({ id: idSchema("project"), key: z.string(), name: z.string(), role: ProjectRole })),
  scopes: z.array(Scope),
  actions: z.array(z.string()).describe("What your role allows in one of these projects at least, or in the workspace"),
});
export type Me = z.infer<typeof Me>;

/** The same with how often this credential may call. */
export const MeHere = Me.extend({
  rate: z.object({ calls_per_minute: z.int().describe("Of all keys of a member or an agent together, over MCP") }),
});
export type MeHere = z.infer<typeof MeHere>;
