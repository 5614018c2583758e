import { Scope } from "@hawkmoth/domain/access/schema";
import { CreateBugInput, UpdateBugInput } from "@hawkmoth/domain/bug/schema";
import type { WorldFacts } from "@hawkmoth/mcp/testing/wrong-calls";
import { assignBug } from "@hawkmoth/services/bug/assign-bug";
import { createBug } from "@hawkmoth/services/bug/create-bug";
import { updateBug } from "@hawkmoth/services/bug/update-bug";
import { createLabel } from "@hawkmoth/services/label/create-label";
import { fileCapture } from "../seed/file-capture.ts";
import type { TestServer } from "./server.ts";
import { makeTenant, type Tenant } from "./tenant.ts";

/** A workspace that tools can be tried on, and the headers of those who try them. */
export interface McpWorld {
  tenant: Tenant;
  facts: WorldFacts;
  keys: Record<"member" | "agent" | "reader", Record<string, string>>;
}

async function closedBug({ owner, project }: Tenant): Promise<string> {
  const { bug } = await createBug(owner, CreateBugInput.parse({ project_id: project.id, title: "Done with" }));
  await updateBug(owner, UpdateBugInput.parse({ bug_id: bug.id, status: "CLOSED", resolution: "OBSOLETE" }));
  return bug.key;
}

/** Queues a task for the agent of the tenant and gives the bug it is about. */
export async function queueTask(
  { owner, project, agent }: Tenant,
  title: string,
): Promise<{ id: string; key: string }> {
  const { bug } = await createBug(
    owner,
    CreateBugInput.parse({ project_id: project.id, title, allow_duplicate: true }),
  );
  await assignBug(owner, { bug_id: bug.id, assignee_type: "AGENT", assignee_id: agent.id });
  return bug;
}

/** Makes a tenant with a recorded bug, a closed one, a label, and keys of a member, an agent and a mere reader. */
export async function makeMcpWorld(server: TestServer): Promise<McpWorld> {
  const tenant = await makeTenant(server);
  const { owner, project, agent } = tenant;
  const recorded = await fileCapture(owner, {
    session: "coupon",
    project_id: project.id,
    title: "Checkout answers 500 when a coupon is applied",
    description: "The total stays and a red box appears.",
    severity: "HIGH",
  });
  const label = await createLabel(owner, { name: "checkout" });
  const scopes = Scope.options.slice();
  return {
    tenant,
    facts: {
      project_id: project.id,
      project_key: project.key,
      bug_key: recorded.key,
      bug_id: recorded.id,
      closed_key: await closedBug(tenant),
      member_id: owner.actor.id ?? "",
      agent_id: agent.id,
      label_id: label.id,
    },
    keys: {
      member: await tenant.key(),
      agent: await tenant.key({ agent_id: agent.id, scopes: scopes.filter((scope) => scope !== "sensitive:read") }),
      reader: await tenant.key({ scopes: ["bugs:read", "projects:read"] }),
    },
  };
}
