import { z } from "zod";
import { idSchema } from "../ids.ts";

/** What a codebase is built with, as far as the install snippet differs. HTML stands for pages without a framework. */
export const Framework = z.enum(["html", "react", "next", "vue", "nuxt", "svelte", "astro", "angular", "wordpress"]);
export type Framework = z.infer<typeof Framework>;

/** The form of a project's publishable key. */
export const ProjectApiKey = z
  .string()
  .trim()
  .regex(/^hm_pk_[A-Za-z0-9_-]{20,200}$/, "expected a publishable key, hm_pk_…");

/** What was found and in which files. */
export const DetectedFramework = z.object({
  framework: Framework,
  evidence: z.array(z.string()).describe("Files and entries that say so"),
  root: z.string().describe("Directory that was looked at"),
});
export type DetectedFramework = z.infer<typeof DetectedFramework>;

/** Which snippet to make. */
export const InstallSnippetInput = z.object({
  framework: Framework,
  project_key: ProjectApiKey.optional().describe("hm_pk_…; a placeholder when left out"),
});
export type InstallSnippetInput = z.infer<typeof InstallSnippetInput>;

/** How the widget gets into a codebase. */
export const InstallSnippet = z.object({
  framework: Framework,
  target_file: z.string().describe("Where the code goes"),
  code: z.string(),
  steps: z.array(z.string()),
  note: z.string().nullable().describe("What to know before you install it"),
});
export type InstallSnippet = z.infer<typeof InstallSnippet>;

/** The publishable key to look at. */
export const VerifyKeyInput = z.object({ project_key: z.string().trim().min(1).max(300).describe("hm_pk_… key") });
export type VerifyKeyInput = z.infer<typeof VerifyKeyInput>;

/** Whether reports with this key arrive, and from which pages. Unknown, revoked and secret keys are all not valid. */
export const VerifiedKey = z.object({
  valid: z.boolean(),
  project: z.object({ id: idSchema("project"), key: z.string(), name: z.string() }).nullable(),
  allowed_origins: z.array(z.string()).describe("Pages that may report with it"),
});
export type VerifiedKey = z.infer<typeof VerifiedKey>;
