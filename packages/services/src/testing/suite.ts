import { CreateCaseInput, CreateSuiteInput, type RegressionCase } from "@hawkmoth/domain/regression/schema";
import {
  CreateRunInput,
  SubmitResultInput,
  type RegressionRun,
  type ResultWritten,
  type TestOutcome,
} from "@hawkmoth/domain/regression/run-schema";
import { AppError } from "@hawkmoth/domain/errors";
import type { ServiceContext } from "../context.ts";
import { createCase } from "../regression/create-case.ts";
import { createRun } from "../regression/create-run.ts";
import { createSuite } from "../regression/create-suite.ts";
import { submitResult } from "../regression/submit-result.ts";
import type { World } from "./world.ts";

/** A suite with a case of each given title, and a shorthand for what tests do with it. */
export interface SuiteWorld {
  suite_id: string;
  cases: RegressionCase[];
  /** The case of that title. */
  named: (title: string) => RegressionCase;
  start: (given?: Partial<CreateRunInput>, ctx?: ServiceContext) => Promise<RegressionRun>;
  submit: (
    run: { id: string },
    title: string,
    given: Partial<SubmitResultInput> & { outcome: TestOutcome; by?: ServiceContext },
  ) => Promise<ResultWritten>;
}

/** Makes a suite in the world's project; a case may guard a bug. */
export async function makeSuite(
  world: World,
  cases: readonly (string | { title: string; bug_id: string })[],
  given: Partial<CreateSuiteInput> = {},
): Promise<SuiteWorld> {
  const { owner, project_id } = world;
  const suite = await createSuite(owner, CreateSuiteInput.parse({ project_id, name: "Checkout", ...given }));
  const made: RegressionCase[] = [];
  for (const one of cases) {
    const fields = typeof one === "string" ? { title: one } : one;
    made.push(await createCase(owner, CreateCaseInput.parse({ suite_id: suite.id, ...fields })));
  }
  const named = (title: string) => {
    const found = made.find((one) => one.title === title);
    if (!found) throw new AppError("INTERNAL", { message: `no case '${title}' in this test` });
    return found;
  };
  return {
    suite_id: suite.id,
    cases: made,
    named,
    start: async (input = {}, ctx = owner) =>
      (await createRun(ctx, CreateRunInput.parse({ suite_id: suite.id, ...input }))).run,
    submit: (run, title, { by = owner, ...input }) =>
      submitResult(by, SubmitResultInput.parse({ run_id: run.id, case_id: named(title).id, ...input })),
  };
}
