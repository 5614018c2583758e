import type { Tx } from "@hawkmoth/db/client";
import { artifacts, captures } from "@hawkmoth/db/schema/capture";
import type { BugDetail, GetBugInput } from "@hawkmoth/domain/bug/schema";
import { and, asc, desc, eq, inArray, isNotNull } from "drizzle-orm";
import type { z } from "zod";
import { authorize } from "../authorize.ts";
import type { ServiceContext } from "../context.ts";
import { inWorkspace } from "../transaction.ts";
import { linksOf } from "../integration/rows.ts";
import { isHiddenFrom } from "./lockdown.ts";
import { resolveBugRef } from "./resolve-bug.ts";
import { readBug } from "./rows.ts";

const MEDIA_KINDS = ["REPLAY_CLEAN", "SCREENSHOT", "FILE"] as const;

/** Reads one bug by id or key, with the digest of its newest processed capture. @throws NOT_FOUND */
export async function getBug(ctx: ServiceContext, input: z.infer<typeof GetBugInput>): Promise<BugDetail> {
  return inWorkspace(ctx, async (tx) => {
    const row = await resolveBugRef(tx, ctx, input.bug_id);
    authorize(ctx, "bug.read", row.project_id);
    const isSummary = input.detail === "summary";
    const [bug, digest, media, links] = await Promise.all([
      readBug(tx, ctx, row.id),
      isSummary ? null : latestDigest(tx, ctx, row.id),
      mediaOf(tx, ctx, row.id),
      linksOf(tx, ctx, row.id),
    ]);
    const isHidden = isHiddenFrom(ctx, row);
    return {
      ...bug,
      description: isSummary ? "" : bug.description,
      digest: isHidden ? null : digest,
      media_count: media.length,
      has_screenshot: media.some(({ kind }) => kind === "SCREENSHOT"),
      attachments: isHidden ? [] : media.flatMap(({ kind, ...file }) => (kind === "FILE" ? [file] : [])),
      links,
    };
  });
}

async function latestDigest(tx: Tx, ctx: ServiceContext, bug_id: string): Promise<BugDetail["digest"]> {
  const [capture] = await tx
    .select({ digest: captures.digest })
    .from(captures)
    .where(
      and(eq(captures.workspace_id, ctx.actor.workspace_id), eq(captures.bug_id, bug_id), isNotNull(captures.digest)),
    )
    .orderBy(desc(captures.created_at))
    .limit(1);
  return capture?.digest ?? null;
}

function mediaOf(tx: Tx, ctx: ServiceContext, bug_id: string) {
  const { id, kind, file_name, content_type, size_bytes } = artifacts;
  return tx
    .select({ id, kind, file_name, content_type, size_bytes })
    .from(artifacts)
    .where(
      and(
        eq(artifacts.workspace_id, ctx.actor.workspace_id),
        eq(artifacts.bug_id, bug_id),
        eq(artifacts.status, "STORED"),
        inArray(artifacts.kind, [...MEDIA_KINDS]),
      ),
    )
    .orderBy(asc(artifacts.created_at), asc(artifacts.id));
}
