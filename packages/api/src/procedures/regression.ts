import {
  AssignRunInput,
  CreateRunInput,
  ListRunsInput,
  ResultWritten,
  RunCreated,
  RunDetail,
  RunIdInput,
  RunList,
  RunSummary,
  RunWritten,
  SubmitResultInput,
} from "@hawkmoth/domain/regression/run-schema";
import {
  CaseIdInput,
  CreateCaseInput,
  CreateSuiteInput,
  GetSuiteInput,
  ListSuitesInput,
  RegressionCaseDetail,
  RegressionSuite,
  SuiteDetail,
  SuiteList,
  UpdateCaseInput,
  UpdateSuiteInput,
} from "@hawkmoth/domain/regression/schema";
import { archiveCase } from "@hawkmoth/services/regression/archive-case";
import { assignRun } from "@hawkmoth/services/regression/assign-run";
import { cancelRun } from "@hawkmoth/services/regression/cancel-run";
import { createCase } from "@hawkmoth/services/regression/create-case";
import { createRun } from "@hawkmoth/services/regression/create-run";
import { createSuite } from "@hawkmoth/services/regression/create-suite";
import { getCase } from "@hawkmoth/services/regression/get-case";
import { getRun } from "@hawkmoth/services/regression/get-run";
import { getRunSummary } from "@hawkmoth/services/regression/get-run-summary";
import { getSuite } from "@hawkmoth/services/regression/get-suite";
import { listRuns } from "@hawkmoth/services/regression/list-runs";
import { listSuites } from "@hawkmoth/services/regression/list-suites";
import { restoreCase } from "@hawkmoth/services/regression/restore-case";
import { submitResult } from "@hawkmoth/services/regression/submit-result";
import { updateCase } from "@hawkmoth/services/regression/update-case";
import { updateSuite } from "@hawkmoth/services/regression/update-suite";
import { ADDS, READS, SETS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

const suites = {
  list_suites: actorProcedure
    .meta({
      summary: "List regression suites",
      scope: "regression:read",
      rest: { method: "GET", path: "/regression-suites" },
      mcp: {
        tool: "list_regression_suites",
        toolset: "regression",
        title: "List suites",
        description:
          "Regression suites with case counts and last run. Use when looking for a suite_id; get_regression_suite shows the cases.",
        hints: READS,
        budget_tokens: 1200,
        omit: ["status"],
      },
    })
    .input(ListSuitesInput)
    .output(SuiteList)
    .query(({ ctx, input }) => listSuites(ctx.service, input)),
  get_suite: actorProcedure
    .meta({
      summary: "Get a regression suite with its cases",
      scope: "regression:read",
      rest: { method: "GET", path: "/regression-suites/{suite_id}" },
      mcp: {
        tool: "get_regression_suite",
        toolset: "regression",
        title: "Get suite",
        description:
          "A suite with its cases (steps, expected, guarded bug) and unfinished runs. Use when you are to run it, or to see runs set for you.",
        hints: READS,
        budget_tokens: 4000,
        omit: ["with_archived"],
      },
    })
    .input(GetSuiteInput)
    .output(SuiteDetail)
    .query(({ ctx, input }) => getSuite(ctx.service, input)),
  create_suite: actorProcedure
    .meta({
      summary: "Create a regression suite",
      scope: "regression:write",
      rest: { method: "POST", path: "/regression-suites", status: 201 },
    })
    .input(CreateSuiteInput)
    .output(RegressionSuite)
    .mutation(({ ctx, input }) => createSuite(ctx.service, input)),
  update_suite: actorProcedure
    .meta({
      summary: "Rename, hand over, archive or take back a regression suite",
      scope: "regression:write",
      rest: { method: "PATCH", path: "/regression-suites/{suite_id}" },
    })
    .input(UpdateSuiteInput)
    .output(RegressionSuite)
    .mutation(({ ctx, input }) => updateSuite(ctx.service, input)),
};

const cases = {
  get_case: actorProcedure
    .meta({
      summary: "Get a regression case with the source of its test",
      scope: "regression:read",
      rest: { method: "GET", path: "/regression-cases/{case_id}" },
    })
    .input(CaseIdInput)
    .output(RegressionCaseDetail)
    .query(({ ctx, input }) => getCase(ctx.service, input)),
  create_case: actorProcedure
    .meta({
      summary: "Add a case to a regression suite",
      scope: "regression:write",
      rest: { method: "POST", path: "/regression-suites/{suite_id}/cases", status: 201 },
    })
    .input(CreateCaseInput)
    .output(RegressionCaseDetail)
    .mutation(({ ctx, input }) => createCase(ctx.service, input)),
  update_case: actorProcedure
    .meta({
      summary: "Change or move a regression case",
      scope: "regression:write",
      rest: { method: "PATCH", path: "/regression-cases/{case_id}" },
    })
    .input(UpdateCaseInput)
    .output(RegressionCaseDetail)
    .mutation(({ ctx, input }) => updateCase(ctx.service, input)),
  archive_case: actorProcedure
    .meta({
      summary: "Leave a case out of new runs",
      scope: "regression:write",
      rest: { method: "POST", path: "/regression-cases/{case_id}/archive" },
    })
    .input(CaseIdInput)
    .output(RegressionCaseDetail)
    .mutation(({ ctx, input }) => archiveCase(ctx.service, input)),
  restore_case: actorProcedure
    .meta({
      summary: "Take an archived case back",
      scope: "regression:write",
      rest: { method: "POST", path: "/regression-cases/{case_id}/restore" },
    })
    .input(CaseIdInput)
    .output(RegressionCaseDetail)
    .mutation(({ ctx, input }) => restoreCase(ctx.service, input)),
};

const runs = {
  create_run: actorProcedure
    .meta({
      summary: "Create a run of a regression suite",
      scope: "regression:write",
      rest: { method: "POST", path: "/regression-suites/{suite_id}/runs", status: 201 },
      mcp: {
        tool: "create_regression_run",
        toolset: "regression",
        title: "Create run",
        description:
          "Starts a run of a suite, or of some case_id, for a build. Use when about to test; then submit_test_result per case. note says how the assignee learns of it.",
        hints: ADDS,
        budget_tokens: 600,
      },
    })
    .input(CreateRunInput)
    .output(RunCreated)
    .mutation(({ ctx, input }) => createRun(ctx.service, input)),
  list_runs: actorProcedure
    .meta({
      summary: "List regression runs",
      scope: "regression:read",
      rest: { method: "GET", path: "/regression-runs" },
    })
    .input(ListRunsInput)
    .output(RunList)
    .query(({ ctx, input }) => listRuns(ctx.service, input)),
  get_run: actorProcedure
    .meta({
      summary: "Get a regression run with its cases and results",
      scope: "regression:read",
      rest: { method: "GET", path: "/regression-runs/{run_id}" },
    })
    .input(RunIdInput)
    .output(RunDetail)
    .query(({ ctx, input }) => getRun(ctx.service, input)),
  assign_run: actorProcedure
    .meta({
      summary: "Say who is to carry out a regression run",
      scope: "regression:write",
      rest: { method: "PATCH", path: "/regression-runs/{run_id}" },
    })
    .input(AssignRunInput)
    .output(RunWritten)
    .mutation(({ ctx, input }) => assignRun(ctx.service, input)),
  cancel_run: actorProcedure
    .meta({
      summary: "Cancel a regression run",
      scope: "regression:write",
      rest: { method: "POST", path: "/regression-runs/{run_id}/cancel" },
    })
    .input(RunIdInput)
    .output(RunWritten)
    .mutation(({ ctx, input }) => cancelRun(ctx.service, input)),
  submit_result: actorProcedure
    .meta({
      summary: "Submit or correct the result of a case",
      scope: "regression:write",
      rest: { method: "PUT", path: "/regression-runs/{run_id}/results/{case_id}" },
      mcp: {
        tool: "submit_test_result",
        toolset: "regression",
        title: "Submit result",
        description:
          "Stores one case's outcome; sent again it corrects. FAILED reopens the case's closed bug, PASSED verifies a FIXED one; bug_effect and note say which. Use when you tried a case of a run.",
        hints: SETS,
        budget_tokens: 300,
      },
    })
    .input(SubmitResultInput)
    .output(ResultWritten)
    .mutation(({ ctx, input }) => submitResult(ctx.service, input)),
  get_summary: actorProcedure
    .meta({
      summary: "Summarise a regression run",
      scope: "regression:read",
      rest: { method: "GET", path: "/regression-runs/{run_id}/summary" },
      mcp: {
        tool: "get_run_summary",
        toolset: "regression",
        title: "Get run summary",
        description:
          "Counts, pass rate, failing, blocked and flaky cases and linked bugs of a run. Use when judging a build or looking for what is pending.",
        hints: READS,
        budget_tokens: 1500,
      },
    })
    .input(RunIdInput)
    .output(RunSummary)
    .query(({ ctx, input }) => getRunSummary(ctx.service, input)),
};

export const regressionRouter = router({ ...suites, ...cases, ...runs });
