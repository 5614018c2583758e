import { z } from "zod";
import { ActorRef, Via } from "../actor.ts";
import { AssigneeInput, AssigneeRef } from "../assignee.ts";
import { BugRef, idSchema } from "../ids.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { TaskBound, TaskRef } from "../task/schema.ts";
import { Timestamp } from "../time.ts";
import { LinkedBug, MAX_CASES, RunStatus } from "./schema.ts";

/** What came out of one case. BLOCKED could not be tried, SKIPPED was left out on purpose. */
export const TestOutcome = z.enum(["PASSED", "FAILED", "BLOCKED", "SKIPPED"]);
export type TestOutcome = z.infer<typeof TestOutcome>;

/** How many cases of a run stand where. `pass_rate` leaves out SKIPPED and pending ones. */
export const RunCounts = z.object({
  total: z.int(),
  passed: z.int(),
  failed: z.int(),
  blocked: z.int(),
  skipped: z.int(),
  pending: z.int(),
  pass_rate: z.number().min(0).max(1).nullable().describe("passed / (passed + failed + blocked)"),
});
export type RunCounts = z.infer<typeof RunCounts>;

/** One pass through a suite, or through some of its cases, as the suite was then. */
export const RegressionRun = z.object({
  id: idSchema("run"),
  suite_id: idSchema("suite"),
  suite_name: z.string(),
  project_id: idSchema("project"),
  status: RunStatus,
  environment: z.string().nullable(),
  build: z.string().nullable(),
  commit: z.string().nullable(),
  assignee: AssigneeRef.nullable().describe("Who is to run it"),
  accountable_member: z.object({ id: idSchema("member"), name: z.string() }).nullable(),
  counts: RunCounts,
  created_by: ActorRef,
  created_at: Timestamp,
  started_at: Timestamp.nullable(),
  finished_at: Timestamp.nullable(),
});
export type RegressionRun = z.infer<typeof RegressionRun>;

/** Asks for a run of a suite; all its cases unless some are named. */
export const CreateRunInput = z.object({
  suite_id: idSchema("suite"),
  environment: z.string().trim().min(1).max(100).optional(),
  build: z.string().trim().min(1).max(200).optional(),
  commit: z
    .string()
    .trim()
    .regex(/^[0-9a-fA-F]{7,64}$/, "expected 7 to 64 hexadecimal digits")
    .toLowerCase()
    .optional(),
  case_id: z.array(idSchema("case")).min(1).max(MAX_CASES).optional().describe("Only these cases"),
  ...AssigneeInput,
  dry_run: z.boolean().default(false).describe("Preview only"),
  ...TaskBound,
});
export type CreateRunInput = z.infer<typeof CreateRunInput>;
/** The run as stored and how its executor learns of it. */
export const RunCreated = z.object({
  run: RegressionRun,
  note: z.string().describe("How the executor learns of it"),
  dry_run: z.boolean(),
});
export type RunCreated = z.infer<typeof RunCreated>;

/** Filters runs. */
export const ListRunsInput = PageInput.extend({
  project_id: idSchema("project").optional(),
  suite_id: idSchema("suite").optional(),
  status: z.array(RunStatus).max(5).optional(),
  assignee_id: z.string().max(64).optional().describe('mbr_… or agt_… id, "me", or "none"'),
  build: z.string().max(200).optional(),
});
export type ListRunsInput = z.infer<typeof ListRunsInput>;
/** A page of runs, newest first. */
export const RunList = PageOutput.extend({ runs: z.array(RegressionRun) });
export type RunList = z.infer<typeof RunList>;

/** Names one run. */
export const RunIdInput = z.object({ run_id: idSchema("run") });
export type RunIdInput = z.infer<typeof RunIdInput>;

/** What was last said about a case of a run. */
export const TestResult = z.object({
  outcome: TestOutcome,
  notes: z.string().nullable(),
  bug_id: idSchema("bug").nullable(),
  revision: z.int().describe("1 at first, grows with each correction"),
  submitted_by: ActorRef,
  via: Via,
  submitted_at: Timestamp,
});
export type TestResult = z.infer<typeof TestResult>;

/** A case as it was when the run was made, with its result. */
export const RunCase = z.object({
  case_id: idSchema("case"),
  position: z.int(),
  title: z.string(),
  steps: z.array(z.string()),
  expected: z.string(),
  result: TestResult.nullable().describe("null while pending"),
});
export type RunCase = z.infer<typeof RunCase>;
/** A run with its cases in order. */
export const RunDetail = RegressionRun.extend({ cases: z.array(RunCase) });
export type RunDetail = z.infer<typeof RunDetail>;

/** Says who is to carry out a run. */
export const AssignRunInput = z.object({ run_id: idSchema("run"), ...AssigneeInput });
export type AssignRunInput = z.infer<typeof AssignRunInput>;

/** The run as stored. */
export const RunWritten = z.object({ run: RegressionRun });
export type RunWritten = z.infer<typeof RunWritten>;

/** Says what came out of one case; sent again it changes nothing, sent differently it corrects. */
export const SubmitResultInput = z.object({
  run_id: idSchema("run"),
  case_id: idSchema("case"),
  outcome: TestOutcome,
  notes: z.string().max(10_000).optional().describe("Markdown"),
  bug_id: BugRef.optional().describe("Bug this is about; the case's own unless said"),
  create_bug_on_fail: z.boolean().default(false).describe("With FAILED: files a bug if the case has none"),
  ...TaskBound,
});
export type SubmitResultInput = z.infer<typeof SubmitResultInput>;

/** What a result did to the bug it is about. */
export const BugEffect = z.enum(["NONE", "CREATED", "REOPENED", "VERIFIED"]);
export type BugEffect = z.infer<typeof BugEffect>;

/** The result as stored, what it did to the bug, and where the run stands. */
export const ResultWritten = z.object({
  run_id: idSchema("run"),
  case_id: idSchema("case"),
  result: TestResult,
  changed: z.boolean().describe("false when the same had been submitted before"),
  bug_effect: BugEffect,
  bug: LinkedBug.nullable(),
  note: z.string().nullable().describe("Why the bug was or was not changed"),
  tasks: z.array(TaskRef).describe("Tasks queued for the suite's agent because the run failed"),
  run: z.object({ status: RunStatus, counts: RunCounts }),
});
export type ResultWritten = z.infer<typeof ResultWritten>;

/** A case that stands out in a summary. */
export const SummaryCase = z.object({
  case_id: idSchema("case"),
  title: z.string(),
  outcome: TestOutcome.nullable(),
  notes: z.string().nullable(),
  bug_key: z.string().nullable(),
});
export type SummaryCase = z.infer<typeof SummaryCase>;

/** A case with both PASSED and FAILED said about the same build. */
export const FlakyCase = z.object({
  case_id: idSchema("case"),
  title: z.string(),
  passes: z.int(),
  failures: z.int(),
  runs: z.int().describe("Runs of this build and environment that said either"),
});
export type FlakyCase = z.infer<typeof FlakyCase>;

/** Where a run stands, what fails, what can't be relied on, and which bugs it touches. */
export const RunSummary = RunCounts.extend({
  run_id: idSchema("run"),
  suite_id: idSchema("suite"),
  suite_name: z.string(),
  status: RunStatus,
  environment: z.string().nullable(),
  build: z.string().nullable(),
  commit: z.string().nullable(),
  started_at: Timestamp.nullable(),
  finished_at: Timestamp.nullable(),
  failing_cases: z.array(SummaryCase),
  blocked_cases: z.array(SummaryCase),
  flaky: z.array(FlakyCase),
  linked_bugs: z.array(LinkedBug),
});
export type RunSummary = z.infer<typeof RunSummary>;
