import type { Db } from "@hawkmoth/db/client";
import {
  addToProject,
  makeAgent,
  makeBugRow,
  makeMember,
  makeProject,
  makeWorkspace,
} from "@hawkmoth/db/testing/factories";
import { Priority } from "@hawkmoth/domain/bug/schema";
import type { TaskKind, TaskRef } from "@hawkmoth/domain/task/schema";
import type { ServiceContext } from "../context.ts";
import type { Ports } from "../ports.ts";
import { queueTask } from "../task/queue-task.ts";
import { inWorkspace } from "../transaction.ts";
import { serviceContext, testPorts } from "./context.ts";

/** A workspace with one project, an owner, and an agent that works in it, each with a context to act. */
export interface World {
  workspace_id: string;
  project_id: string;
  project_key: string;
  owner: ServiceContext;
  agent: ServiceContext;
  agent_id: string;
  /** The active key of the agent. */
  agent_key_id: string;
  ports: Ports;
}

/** Makes a world of its own for one test. */
export async function makeWorld(db: Db, ports: Ports = testPorts()): Promise<World> {
  const workspace = await makeWorkspace(db);
  const owner = await makeMember(db, workspace.id, { role: "OWNER" });
  const project = await makeProject(db, workspace.id);
  const agent = await makeAgent(db, workspace.id, owner.id);
  const membership = { workspace_id: workspace.id, project_id: project.id };
  await addToProject(db, { ...membership, type: "AGENT", id: agent.id, role: "MANAGER" });
  return {
    workspace_id: workspace.id,
    project_id: project.id,
    project_key: project.key,
    ports,
    agent_id: agent.id,
    agent_key_id: agent.key_id,
    owner: serviceContext(
      db,
      { workspace_id: workspace.id, id: owner.id, name: owner.name, user_id: owner.user_id, workspace_role: "OWNER" },
      ports,
    ),
    agent: serviceContext(
      db,
      {
        type: "AGENT",
        id: agent.id,
        name: agent.name,
        workspace_id: workspace.id,
        project_roles: { [project.id]: "MANAGER" },
      },
      ports,
    ),
  };
}

/** A bug with a queued task of the world's agent, FIX unless it is another kind; 0 is most urgent. */
export async function makeQueuedTask(
  db: Db,
  world: World,
  { rank = 2, kind = "FIX" }: { rank?: number; kind?: TaskKind } = {},
): Promise<TaskRef & { bug_id: string }> {
  const priority = Priority.options[rank] ?? "NONE";
  const bug = await makeBugRow(db, { ...world, priority });
  const task = await inWorkspace(world.owner, (tx) =>
    queueTask(tx, world.owner, {
      project_id: world.project_id,
      bug_id: bug.id,
      kind,
      assignee_type: "AGENT",
      assignee_id: world.agent_id,
    }),
  );
  if (!task) throw new Error("no task was queued");
  return { ...task, bug_id: bug.id };
}
