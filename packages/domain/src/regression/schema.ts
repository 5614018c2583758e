import { z } from "zod";
import { nameSchema } from "../shown-name.ts";
import { AssigneeInput, AssigneeRef } from "../assignee.ts";
import { BugStatus, Resolution } from "../bug/schema.ts";
import { BugRef, idSchema } from "../ids.ts";
import { PageInput, PageOutput } from "../pagination.ts";
import { Timestamp } from "../time.ts";

/** An ARCHIVED suite keeps its runs and takes no new ones. */
export const SuiteStatus = z.enum(["ACTIVE", "ARCHIVED"]);
export type SuiteStatus = z.infer<typeof SuiteStatus>;
/** States of a run; see regression/states. */
export const RunStatus = z.enum(["QUEUED", "RUNNING", "PASSED", "FAILED", "CANCELLED"]);
export type RunStatus = z.infer<typeof RunStatus>;

/** Most cases a suite holds, archived ones aside. */
export const MAX_CASES = 500;

const SuiteName = nameSchema(200);
const SuiteDescription = z.string().max(5000);
const CaseTitle = z.string().trim().min(1).max(300);
const CaseSteps = z.array(z.string().trim().min(1).max(500)).max(50);
const Expected = z.string().max(2000);

/** A bug named inside a regression answer. */
export const LinkedBug = z.object({
  id: idSchema("bug"),
  key: z.string(),
  title: z.string(),
  status: BugStatus,
  resolution: Resolution.nullable(),
  verified_at: Timestamp.nullable(),
});
export type LinkedBug = z.infer<typeof LinkedBug>;

/** A run as its suite shows it. */
export const RunRef = z.object({ id: idSchema("run"), status: RunStatus, created_at: Timestamp });
export type RunRef = z.infer<typeof RunRef>;

/** A named set of cases of one project. */
export const RegressionSuite = z.object({
  id: idSchema("suite"),
  project_id: idSchema("project"),
  name: z.string(),
  description: z.string(),
  status: SuiteStatus,
  owner: AssigneeRef.nullable().describe("An agent gets a task for each failing case with a bug when a run fails"),
  case_count: z.int(),
  last_run: RunRef.nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type RegressionSuite = z.infer<typeof RegressionSuite>;

/** One check: what to do and what must come out. */
export const RegressionCase = z.object({
  id: idSchema("case"),
  suite_id: idSchema("suite"),
  position: z.int().describe("1 is first; null once archived").nullable(),
  title: z.string(),
  steps: z.array(z.string()),
  expected: z.string(),
  bug: LinkedBug.nullable().describe("The bug this case guards against"),
  spec_ref: z.string().nullable().describe("Where its automated test lies, e.g. tests/cart.spec.ts"),
  has_spec: z.boolean(),
  archived_at: Timestamp.nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type RegressionCase = z.infer<typeof RegressionCase>;

/** A case with the source of its automated test, if one was stored. */
export const RegressionCaseDetail = RegressionCase.extend({ spec: z.string().nullable() });
export type RegressionCaseDetail = z.infer<typeof RegressionCaseDetail>;

/** Filters suites; those in use unless asked otherwise. */
export const ListSuitesInput = PageInput.extend({
  project_id: idSchema("project").optional(),
  query: z.string().trim().max(200).optional().describe("Part of the name"),
  status: SuiteStatus.default("ACTIVE"),
});
export type ListSuitesInput = z.infer<typeof ListSuitesInput>;
/** A page of suites, latest changed first. */
export const SuiteList = PageOutput.extend({ suites: z.array(RegressionSuite) });
export type SuiteList = z.infer<typeof SuiteList>;

/** Names one suite and a page of its cases. */
export const GetSuiteInput = PageInput.extend({
  suite_id: idSchema("suite"),
  limit: z.int().min(1).max(100).default(100).describe("Most cases"),
  with_archived: z.boolean().default(false).describe("Also cases that were archived"),
});
export type GetSuiteInput = z.infer<typeof GetSuiteInput>;
/** A run that is not finished, with who is to carry it out. */
export const OpenRun = RunRef.extend({ assignee: AssigneeRef.nullable(), pending: z.int() });
export type OpenRun = z.infer<typeof OpenRun>;
/** A suite with a page of its cases in order and its unfinished runs, newest first. */
export const SuiteDetail = RegressionSuite.extend({
  open_runs: z.array(OpenRun),
  cases: z.array(RegressionCase),
  next_cursor: PageOutput.shape.next_cursor,
});
export type SuiteDetail = z.infer<typeof SuiteDetail>;

/** Who a suite belongs to. */
const OwnerInput = { owner_type: AssigneeInput.assignee_type, owner_id: AssigneeInput.assignee_id };

/** A new suite. */
export const CreateSuiteInput = z.object({
  project_id: idSchema("project"),
  name: SuiteName,
  description: SuiteDescription.default(""),
  ...OwnerInput,
});
export type CreateSuiteInput = z.infer<typeof CreateSuiteInput>;

/** Changes of a suite; fields left out stay. */
export const UpdateSuiteInput = z.object({
  suite_id: idSchema("suite"),
  name: SuiteName.optional(),
  description: SuiteDescription.optional(),
  status: SuiteStatus.optional(),
  ...OwnerInput,
});
export type UpdateSuiteInput = z.infer<typeof UpdateSuiteInput>;

const CaseFields = {
  expected: Expected,
  bug_id: BugRef.nullable().describe("Bug this case guards against; null unlinks"),
  spec: z.string().max(100_000).nullable().describe("Source of the automated test"),
  spec_ref: z.string().max(500).nullable().describe("Where the automated test lies"),
  position: z.int().min(1).max(MAX_CASES).describe("1 is first; last unless said"),
};

/** A new case of a suite. */
export const CreateCaseInput = z.object({
  suite_id: idSchema("suite"),
  title: CaseTitle,
  steps: CaseSteps.default([]),
  expected: CaseFields.expected.default(""),
  bug_id: CaseFields.bug_id.optional(),
  spec: CaseFields.spec.optional(),
  spec_ref: CaseFields.spec_ref.optional(),
  position: CaseFields.position.optional(),
});
export type CreateCaseInput = z.infer<typeof CreateCaseInput>;

/** Changes of a case; fields left out stay. Runs made before keep what they were made with. */
export const UpdateCaseInput = z.object({
  case_id: idSchema("case"),
  title: CaseTitle.optional(),
  steps: CaseSteps.optional(),
  expected: CaseFields.expected.optional(),
  bug_id: CaseFields.bug_id.optional(),
  spec: CaseFields.spec.optional(),
  spec_ref: CaseFields.spec_ref.optional(),
  position: CaseFields.position.optional(),
});
export type UpdateCaseInput = z.infer<typeof UpdateCaseInput>;
/** Names one case. */
export const CaseIdInput = z.object({ case_id: idSchema("case") });
export type CaseIdInput = z.infer<typeof CaseIdInput>;
