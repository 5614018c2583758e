import { z } from "zod";
import { normalForm } from "../normal-form.ts";
import { nameSchema } from "../shown-name.ts";
import { WorkspaceRole } from "../access/schema.ts";
import { idSchema } from "../ids.ts";
import { Timestamp } from "../time.ts";

/** First path segments the dashboard needs for itself. */
export const RESERVED_SLUGS = [
  "api",
  "mcp",
  "oauth",
  "login",
  "sign-in",
  "sign-up",
  "onboarding",
  "settings",
  "s",
  "docs",
  "pair",
  "connect",
  "assets",
  "replay",
  "product",
  "static",
  "public",
  "widget",
  "health",
  "admin",
  "new",
  "gallery",
  "account",
];

/** First path segment of a workspace: 1 to 40 lower-case letters, digits and hyphens. */
export const WorkspaceSlug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, "Use lower-case letters, digits and hyphens, 1 to 40")
  .refine((slug) => !RESERVED_SLUGS.includes(slug), "This name is reserved");

/** A tenant; `role` is the reader's own, null for an agent. */
export const Workspace = z.object({
  id: idSchema("workspace"),
  slug: z.string(),
  name: z.string(),
  role: WorkspaceRole.nullable(),
  created_at: Timestamp,
});
export type Workspace = z.infer<typeof Workspace>;

/** A new workspace; its maker becomes OWNER. */
export const CreateWorkspaceInput = z.object({
  name: nameSchema(80),
  slug: WorkspaceSlug.optional().describe("Made from the name when left out"),
});
export type CreateWorkspaceInput = z.infer<typeof CreateWorkspaceInput>;
/** The workspaces a person belongs to. */
export const WorkspaceList = z.object({ workspaces: z.array(Workspace) });

/** Makes a slug from a name; may need a number added when it is taken. */
export function slugify(name: string): string {
  const slug = normalForm(name.slice(0, 200), "NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 36);
  return slug === "" || RESERVED_SLUGS.includes(slug) ? `team-${slug || "one"}` : slug;
}
