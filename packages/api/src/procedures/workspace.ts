import { CreateWorkspaceInput, Workspace, WorkspaceList } from "@hawkmoth/domain/workspace/schema";
import { createWorkspace } from "@hawkmoth/services/workspace/create-workspace";
import { listWorkspaces } from "@hawkmoth/services/workspace/list-workspaces";
import { READS } from "../meta.ts";
import { router, sessionProcedure, signedInProcedure } from "../procedure.ts";

export const workspaceRouter = router({
  list: signedInProcedure
    .meta({
      summary: "List the workspaces the caller can reach",
      scope: "projects:read",
      or_scope: "bugs:read",
      rest: { method: "GET", path: "/workspaces" },
      mcp: {
        tool: "list_workspaces",
        toolset: "orient",
        title: "List workspaces",
        description: "Workspaces this key reaches. Use when asked where you work.",
        hints: READS,
        budget_tokens: 500,
      },
    })
    .output(WorkspaceList)
    .query(({ ctx }) => listWorkspaces(ctx.service, ctx.caller)),
  create: sessionProcedure
    .meta({
      summary: "Create a workspace; you become its owner",
      scope: "session",
      rest: { method: "POST", path: "/workspaces", status: 201 },
    })
    .input(CreateWorkspaceInput)
    .output(Workspace)
    .mutation(({ ctx, input }) => createWorkspace(ctx.service, { user_id: ctx.user.id, ...input })),
});
