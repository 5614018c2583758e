import {
  AssignBugInput,
  BugAssigned,
  BugDetail,
  BugList,
  BugSearchList,
  BugWritten,
  CreateBugInput,
  GetBugInput,
  ListBugsInput,
  SearchBugsInput,
  UpdateBugInput,
} from "@hawkmoth/domain/bug/schema";
import { BugCreated } from "@hawkmoth/domain/duplicate/schema";
import { BulkUpdated, BulkUpdateInput } from "@hawkmoth/domain/bug/bulk";
import { assignBug } from "@hawkmoth/services/bug/assign-bug";
import { bulkUpdateBugs } from "@hawkmoth/services/bug/bulk-update-bugs";
import { createBug } from "@hawkmoth/services/bug/create-bug";
import { getBug } from "@hawkmoth/services/bug/get-bug";
import { listBugs } from "@hawkmoth/services/bug/list-bugs";
import { searchBugs } from "@hawkmoth/services/bug/search-bugs";
import { updateBug } from "@hawkmoth/services/bug/update-bug";
import { ADDS, OVERWRITES, READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const bugRouter = router({
  list: actorProcedure
    .meta({
      summary: "List bugs",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs" },
      mcp: {
        tool: "list_bugs",
        toolset: "triage",
        title: "List bugs",
        description:
          "Bugs with short fields, latest change first, open ones unless state says otherwise. Use when filtering by status, priority, label or assignee; search_bugs finds words.",
        hints: READS,
        budget_tokens: 2000,
        omit: ["severity", "source", "query", "bug_id"],
      },
    })
    .input(ListBugsInput)
    .output(BugList)
    .query(({ ctx, input }) => listBugs(ctx.service, input)),
  search: actorProcedure
    .meta({
      summary: "Search bugs by words",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/search" },
      mcp: {
        tool: "search_bugs",
        toolset: "triage",
        title: "Search bugs",
        description:
          "Finds bugs by words in title and description, with a snippet. Use when looking for a symptom, an error text, or a duplicate before create_bug.",
        hints: READS,
        budget_tokens: 2200,
      },
    })
    .input(SearchBugsInput)
    .output(BugSearchList)
    .query(({ ctx, input }) => searchBugs(ctx.service, input)),
  get: actorProcedure
    .meta({
      summary: "Get a bug by id or key",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}" },
      mcp: {
        tool: "get_bug",
        toolset: "triage",
        title: "Get bug",
        description:
          "One bug by id or key: fields, evidence counts, digest of first error, failing requests and last steps. Use when beginning on a bug; get_bug_context has more.",
        hints: READS,
        budget_tokens: 2000,
      },
    })
    .input(GetBugInput)
    .output(BugDetail)
    .query(({ ctx, input }) => getBug(ctx.service, input)),
  create: actorProcedure
    .meta({
      summary: "File a bug",
      scope: "bugs:write",
      rest: { method: "POST", path: "/bugs", status: 201 },
      mcp: {
        tool: "create_bug",
        action: "bug.create",
        toolset: "resolve",
        title: "File a bug",
        description:
          "Files a bug and returns it as stored. Use when you found a new defect. One like it of the last day is returned instead (created: false).",
        hints: ADDS,
        budget_tokens: 800,
        omit: ["severity", "environment", "app_version"],
      },
    })
    .input(CreateBugInput)
    .output(BugCreated)
    .mutation(({ ctx, input }) => createBug(ctx.service, input)),
  update: actorProcedure
    .meta({
      summary: "Change a bug: status, priority, assignee, labels, text",
      scope: "bugs:write",
      rest: { method: "PATCH", path: "/bugs/{bug_id}" },
      mcp: {
        tool: "update_bug",
        toolset: "resolve",
        title: "Update bug",
        description:
          "Changes a bug and echoes what was stored in changed[]. Use when triaging, assigning (an agent gets a task), moving status or resolving. Agents need the lease_token of the bug's task and stop at IN_REVIEW.",
        hints: OVERWRITES,
        budget_tokens: 700,
      },
    })
    .input(UpdateBugInput)
    .output(BugWritten)
    .mutation(({ ctx, input }) => updateBug(ctx.service, input)),
  bulk_update: actorProcedure
    .meta({
      summary: "Make the same change on up to 50 bugs",
      scope: "bugs:write",
      rest: { method: "POST", path: "/bugs/bulk" },
      mcp: {
        tool: "bulk_update_bugs",
        action: "bug.bulk",
        toolset: "housekeeping",
        title: "Update many bugs",
        description:
          "Applies one patch to up to 50 bugs, each on its own, and tells per bug what changed from what, or why not. Use when triaging in bulk. A dry run unless dry_run: false with its confirm_token.",
        hints: OVERWRITES,
        budget_tokens: 2500,
        confirm: true,
      },
    })
    .input(BulkUpdateInput)
    .output(BulkUpdated)
    .mutation(async ({ ctx, input }) => {
      await ctx.charge(input.bug_id.length - 1);
      return await bulkUpdateBugs(ctx.service, input);
    }),
  assign: actorProcedure
    .meta({
      summary: "Assign a bug to a person or an agent, or to nobody",
      scope: "bugs:write",
      rest: { method: "POST", path: "/bugs/{bug_id}/assign" },
    })
    .input(AssignBugInput)
    .output(BugAssigned)
    .mutation(({ ctx, input }) => assignBug(ctx.service, input)),
});
