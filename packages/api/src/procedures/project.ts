import {
  AssigneeList,
  CreateProjectInput,
  ListAssigneesInput,
  ListProjectsInput,
  Project,
  ProjectIdInput,
  ProjectList,
  UpdateProjectInput,
} from "@hawkmoth/domain/project/schema";
import { createProject } from "@hawkmoth/services/project/create-project";
import { getProject } from "@hawkmoth/services/project/get-project";
import { listAssignees } from "@hawkmoth/services/project/list-assignees";
import { listProjects } from "@hawkmoth/services/project/list-projects";
import { updateProject } from "@hawkmoth/services/project/update-project";
import { READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const projectRouter = router({
  list: actorProcedure
    .meta({
      summary: "List projects",
      scope: "projects:read",
      or_scope: "bugs:read",
      rest: { method: "GET", path: "/projects" },
      mcp: {
        tool: "list_projects",
        toolset: "orient",
        title: "List projects",
        description: "Projects you can see, with key, role and count of open bugs. Use when you need a project_id.",
        hints: READS,
        budget_tokens: 1500,
      },
    })
    .input(ListProjectsInput)
    .output(ProjectList)
    .query(({ ctx, input }) => listProjects(ctx.service, input)),
  create: actorProcedure
    .meta({
      summary: "Create a project",
      scope: "projects:write",
      rest: { method: "POST", path: "/projects", status: 201 },
    })
    .input(CreateProjectInput)
    .output(Project)
    .mutation(({ ctx, input }) => createProject(ctx.service, input)),
  get: actorProcedure
    .meta({ summary: "Get a project", scope: "projects:read", rest: { method: "GET", path: "/projects/{project_id}" } })
    .input(ProjectIdInput)
    .output(Project)
    .query(({ ctx, input }) => getProject(ctx.service, input)),
  update: actorProcedure
    .meta({
      summary: "Change a project's name, origins or capture policy",
      scope: "projects:write",
      rest: { method: "PATCH", path: "/projects/{project_id}" },
    })
    .input(UpdateProjectInput)
    .output(Project)
    .mutation(({ ctx, input }) => updateProject(ctx.service, input)),
  list_assignees: actorProcedure
    .meta({
      summary: "List the people and agents a bug of the project can be assigned to",
      scope: "projects:read",
      rest: { method: "GET", path: "/projects/{project_id}/assignees" },
      mcp: {
        tool: "list_project_members",
        toolset: "orient",
        title: "List people and agents",
        description:
          "People and AI agents of a project in one list, with role and load. Use when you need an assignee_type and assignee_id.",
        hints: READS,
        budget_tokens: 1500,
      },
    })
    .input(ListAssigneesInput)
    .output(AssigneeList)
    .query(({ ctx, input }) => listAssignees(ctx.service, input)),
});
