import { projects } from "@hawkmoth/db/schema/project";
import {
  CaptureCookies,
  COOKIE_LIMITS,
  limitCookies,
  type BugCookies,
  type GetBugCookiesInput,
} from "@hawkmoth/domain/capture/cookies";
import { CAPTURE_JSON_LIMITS } from "@hawkmoth/domain/capture/limits";
import { AppError, invalidInput } from "@hawkmoth/domain/errors";
import { and, eq } from "drizzle-orm";
import { authorize } from "../authorize.ts";
import { assertEvidenceShown } from "../bug/lockdown.ts";
import { bugKeyOf, resolveBugRef } from "../bug/resolve-bug.ts";
import { readJson } from "../capture/gunzip.ts";
import { artifactsOf, latestCapture } from "../capture/rows.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";

/**
 * The cookies of a bug's newest capture, as far as the project allows it now: a project that took values once and takes
 * names today shows names. The reason stands in the audit log with the call.
 * @throws NOT_FOUND, FORBIDDEN when the project takes no cookies or lockdown hides them.
 */
export async function getCookies(ctx: ServiceContext, input: GetBugCookiesInput): Promise<BugCookies> {
  const { bug, capture, artifact, policy } = await inWorkspace(ctx, async (tx) => {
    const row = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "sensitive.read", row.project_id);
    assertEvidenceShown(ctx, row);
    const [project] = await tx
      .select({ capture_policy: projects.capture_policy })
      .from(projects)
      .where(and(eq(projects.workspace_id, ctx.actor.workspace_id), eq(projects.id, row.project_id)));
    const newest = await latestCapture(tx, ctx, row.id);
    const stored = newest ? await artifactsOf(tx, newest) : [];
    return {
      bug: row,
      capture: newest,
      artifact: stored.find(({ kind }) => kind === "COOKIES"),
      policy: project?.capture_policy.cookies ?? "NONE",
    };
  });
  if (policy === "NONE")
    throw new AppError("FORBIDDEN", {
      message: "This project takes no cookies, so none are shown.",
      hint: "An owner of the project can allow names or values in its settings; it counts for captures from then on.",
    });
  const named = { bug_id: bug.id, key: bugKeyOf(bug), policy };
  if (!artifact) return { ...named, captured_at: null, cookies: [] };
  const json = await readJson(await ctx.ports.blobs.get(artifact.blob_key), {
    name: "cookie part",
    max_bytes: COOKIE_LIMITS.bytes,
    ...CAPTURE_JSON_LIMITS.cookies,
  });
  const parsed = CaptureCookies.safeParse(json);
  if (!parsed.success) throw invalidInput(parsed.error);
  return {
    ...named,
    captured_at: capture?.created_at ?? null,
    cookies: limitCookies(parsed.data.cookies, policy),
  };
}
