import { z } from "zod";
import { normalForm } from "../normal-form.ts";
import { nameSchema } from "../shown-name.ts";
import { ProjectRole } from "../access/schema.ts";
import { Assignee, AssigneeType } from "../assignee.ts";
import { CookiePolicy } from "../capture/cookie-policy.ts";
import { idSchema } from "../ids.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { Timestamp } from "../time.ts";
import { canonicalOrigin, isOriginPattern } from "./origins.ts";
import { selectorFault } from "./selector.ts";

/** Upper-case prefix of bug keys, 2 to 10 characters, such as SHOP. */
export const ProjectKey = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z][A-Z0-9]{1,9}$/, "Use 2 to 10 letters or digits, starting with a letter");

/** Scheme, host and port of a page that may send captures, without a path; `https://*.shop.example` names all below it. */
export const Origin = z
  .string()
  .trim()
  .max(200)
  .overwrite(canonicalOrigin)
  .refine(isOriginPattern, "Give scheme and host, e.g. https://shop.example or https://*.shop.example");

/** How much a capture hides: strict masks all text, moderate inputs, minimal only secrets. */
export const PrivacyMode = z.enum(["STRICT", "MODERATE", "MINIMAL"]);
export type PrivacyMode = z.infer<typeof PrivacyMode>;

/** What a capture of this project records and hides. */
export const CapturePolicy = z.object({
  privacy_mode: PrivacyMode,
  capture_bodies: z.boolean().describe("Record request and response bodies, up to 64 KiB each"),
  cookies: CookiePolicy.describe("Cookies that the page's scripts can read, without those that look like sign-ins"),
  window_s: z.int().min(10).max(120).describe("Seconds of history a capture keeps"),
  mask_selectors: z.array(z.string().max(200)).max(50),
  block_selectors: z.array(z.string().max(200)).max(50),
});
export type CapturePolicy = z.infer<typeof CapturePolicy>;

/** A CSS selector as every browser understands it; anything else would be saved and hide nothing. */
export const CssSelector = z
  .string()
  .trim()
  .max(200)
  .superRefine((text, context) => {
    const fault = selectorFault(text);
    if (fault !== null) context.addIssue({ code: "custom", message: `"${text}" is no CSS selector: ${fault}` });
  });

/** Changes of a capture policy; fields left out stay. */
export const CapturePolicyPatch = CapturePolicy.extend({
  mask_selectors: z.array(CssSelector).max(50),
  block_selectors: z.array(CssSelector).max(50),
}).partial();

/** What an agent must show before a bug counts as resolved. */
export const EvidencePolicy = z.enum(["NONE", "ANY", "RED_GREEN"]);
export type EvidencePolicy = z.infer<typeof EvidencePolicy>;

/** A project as its members see it. */
export const Project = z.object({
  id: idSchema("project"),
  key: z.string(),
  name: z.string(),
  role: ProjectRole.describe("Your role"),
  open_count: z.int(),
  allowed_origins: z.array(z.string()),
  capture_policy: CapturePolicy,
  is_locked_down: z.boolean().describe("Hides strangers' reports from agents until a member triaged them"),
  created_at: Timestamp,
});
export type Project = z.infer<typeof Project>;

/** A new project. */
export const CreateProjectInput = z.object({
  name: nameSchema(80),
  key: ProjectKey.optional().describe("Made from the name when left out"),
  allowed_origins: z.array(Origin).max(20).default([]),
});
export type CreateProjectInput = z.infer<typeof CreateProjectInput>;

/** Changes of a project; fields left out stay. */
export const UpdateProjectInput = z.object({
  project_id: idSchema("project"),
  name: nameSchema(80).optional(),
  allowed_origins: z.array(Origin).max(20).optional(),
  capture_policy: CapturePolicyPatch.optional(),
  is_locked_down: z.boolean().optional().describe("Hide strangers' reports from agents until a member triaged them"),
});
export type UpdateProjectInput = z.infer<typeof UpdateProjectInput>;

/** Names a project. */
export const ProjectIdInput = z.object({ project_id: idSchema("project") });
/** Filters the projects the caller can see by a part of name or key. */
export const ListProjectsInput = PageInput.extend({ query: z.string().trim().max(100).optional() });
export type ListProjectsInput = z.infer<typeof ListProjectsInput>;
/** A page of projects. */
export const ProjectList = PageOutput.extend({ projects: z.array(Project) });

/** Filters the people and agents a bug of the project can be assigned to. */
export const ListAssigneesInput = z.object({
  project_id: idSchema("project").describe("From list_projects"),
  type: AssigneeType.optional(),
  query: z.string().trim().max(100).optional(),
});
export type ListAssigneesInput = z.infer<typeof ListAssigneesInput>;
/** People and agents in one list. */
export const AssigneeList = z.object({ assignees: z.array(Assignee) });

/** Makes a project key from a name, such as SHOP from "Shop front". */
export function projectKeyFrom(name: string): string {
  const letters = normalForm(name.slice(0, 200), "NFKD")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9 ]/g, "")
    .trim();
  const word = letters.split(/\s+/)[0] ?? "";
  const key = word.replace(/^[0-9]+/, "").slice(0, 6);
  return key.length >= 2 ? key : `${key}PROJ`.slice(0, 6);
}
