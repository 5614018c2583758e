import { accountRouter } from "./procedures/account.ts";
import { activityRouter } from "./procedures/activity.ts";
import { agentRouter } from "./procedures/agent.ts";
import { auditRouter } from "./procedures/audit.ts";
import { bugRouter } from "./procedures/bug.ts";
import { connectedAppRouter } from "./procedures/connected-app.ts";
import { commentRouter } from "./procedures/comment.ts";
import { duplicateRouter } from "./procedures/duplicate.ts";
import { evidenceRouter } from "./procedures/evidence.ts";
import { ingestRouter } from "./procedures/ingest.ts";
import { integrationRouter } from "./procedures/integration.ts";
import { keyRouter } from "./procedures/key.ts";
import { labelRouter } from "./procedures/label.ts";
import { mcpRouter } from "./procedures/mcp.ts";
import { mcpCallRouter } from "./procedures/mcp-call.ts";
import { meRouter } from "./procedures/me.ts";
import { memberRouter } from "./procedures/member.ts";
import { pairingRouter } from "./procedures/pairing.ts";
import { projectRouter } from "./procedures/project.ts";
import { regressionRouter } from "./procedures/regression.ts";
import { sensitiveRouter } from "./procedures/sensitive.ts";
import { setupRouter } from "./procedures/setup.ts";
import { statsRouter } from "./procedures/stats.ts";
import { taskRouter } from "./procedures/task.ts";
import { workspaceRouter } from "./procedures/workspace.ts";
import { router } from "./procedure.ts";

/** Everything the product can do, by feature. */
export const appRouter = router({
  me: meRouter,
  mcp: mcpRouter,
  mcp_call: mcpCallRouter,
  account: accountRouter,
  workspace: workspaceRouter,
  member: memberRouter,
  project: projectRouter,
  agent: agentRouter,
  key: keyRouter,
  connected_app: connectedAppRouter,
  pairing: pairingRouter,
  label: labelRouter,
  // Before bugs: `/bugs/similar` is no bug of that name.
  duplicate: duplicateRouter,
  bug: bugRouter,
  comment: commentRouter,
  activity: activityRouter,
  stats: statsRouter,
  audit: auditRouter,
  evidence: evidenceRouter,
  task: taskRouter,
  integration: integrationRouter,
  sensitive: sensitiveRouter,
  setup: setupRouter,
  regression: regressionRouter,
  ingest: ingestRouter,
});

export type AppRouter = typeof appRouter;
