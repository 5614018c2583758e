import { TokenList } from "@hawkmoth/domain/access/schema";
import { MeHere } from "@hawkmoth/domain/account/schema";
import { ActivityList } from "@hawkmoth/domain/activity/schema";
import { AgentList } from "@hawkmoth/domain/agent/schema";
import { AuditLog } from "@hawkmoth/domain/audit/schema";
import { BulkUpdated } from "@hawkmoth/domain/bug/bulk";
import { BugDetail, BugList, BugSearchList, BugWritten } from "@hawkmoth/domain/bug/schema";
import { BugCookies } from "@hawkmoth/domain/capture/cookies";
import { BugCreated, BugsMerged, SimilarBugList } from "@hawkmoth/domain/duplicate/schema";
import { Comment, CommentList } from "@hawkmoth/domain/comment/schema";
import {
  BugContext,
  BugMedia,
  FixPrompt,
  NetworkRequest,
  Screenshot,
  Transcript,
} from "@hawkmoth/domain/evidence/schema";
import { BugLabels, LabelDeleted, LabelList, LabelRef } from "@hawkmoth/domain/label/schema";
import { RawReplay } from "@hawkmoth/domain/evidence/replay";
import { LinkedGithub, UnlinkedGithub } from "@hawkmoth/domain/integration/schema";
import { AssigneeList, ProjectList } from "@hawkmoth/domain/project/schema";
import { InstallSnippet, VerifiedKey } from "@hawkmoth/domain/setup/schema";
import { ResultWritten, RunCreated, RunSummary } from "@hawkmoth/domain/regression/run-schema";
import { SuiteDetail, SuiteList } from "@hawkmoth/domain/regression/schema";
import { Stats } from "@hawkmoth/domain/statistics/schema";
import { ClaimedTask, TaskHeartbeat, TaskList, TaskWritten } from "@hawkmoth/domain/task/schema";
import { WorkspaceList } from "@hawkmoth/domain/workspace/schema";
import { expect, it } from "vitest";
import { samples } from "./samples.ts";

it.each([
  ["me.get", MeHere],
  ["project.list", ProjectList],
  ["project.list_assignees", AssigneeList],
  ["workspace.list", WorkspaceList],
  ["label.list", LabelList],
  ["label.create", LabelRef],
  ["label.update", LabelRef],
  ["label.delete", LabelDeleted],
  ["label.add_to_bug", BugLabels],
  ["label.remove_from_bug", BugLabels],
  ["bug.list", BugList],
  ["bug.search", BugSearchList],
  ["bug.get", BugDetail],
  ["bug.create", BugCreated],
  ["bug.update", BugWritten],
  ["bug.bulk_update", BulkUpdated],
  ["duplicate.find", SimilarBugList],
  ["duplicate.merge", BugsMerged],
  ["activity.list", ActivityList],
  ["stats.get", Stats],
  ["comment.list", CommentList],
  ["comment.create", Comment],
  ["evidence.context", BugContext],
  ["evidence.network_request", NetworkRequest],
  ["evidence.media", BugMedia],
  ["evidence.screenshot", Screenshot],
  ["evidence.transcript", Transcript],
  ["evidence.fix_prompt", FixPrompt],
  ["integration.link_github", LinkedGithub],
  ["integration.unlink_github", UnlinkedGithub],
  ["setup.snippet", InstallSnippet],
  ["setup.verify_key", VerifiedKey],
  ["sensitive.cookies", BugCookies],
  ["sensitive.replay_raw", RawReplay],
  ["audit.query", AuditLog],
  ["key.list_all", TokenList],
  ["agent.list", AgentList],
  ["regression.list_suites", SuiteList],
  ["regression.get_suite", SuiteDetail],
  ["regression.create_run", RunCreated],
  ["regression.submit_result", ResultWritten],
  ["regression.get_summary", RunSummary],
  ["task.list", TaskList],
  ["task.claim", ClaimedTask],
  ["task.heartbeat", TaskHeartbeat],
  ["task.update", TaskWritten],
  ["task.release", TaskWritten],
])("the sample of %s is what the domain says it is", (path, schema) => {
  expect(schema.parse(samples()[path])).toEqual(samples()[path]);
});
