import { ListBugsInput } from "@hawkmoth/domain/bug/schema";
import { AppError } from "@hawkmoth/domain/errors";
import { CreateCaseInput } from "@hawkmoth/domain/regression/schema";
import { CreateRunInput, SubmitResultInput } from "@hawkmoth/domain/regression/run-schema";
import { listBugs } from "@hawkmoth/services/bug/list-bugs";
import type { ServiceContext } from "@hawkmoth/services/context";
import { createCase } from "@hawkmoth/services/regression/create-case";
import { createRun } from "@hawkmoth/services/regression/create-run";
import { createSuite } from "@hawkmoth/services/regression/create-suite";
import { submitResult } from "@hawkmoth/services/regression/submit-result";
import type { Cast } from "./people.ts";

/** A case of the demo, the bug it guards by its title, and what the agent or a person says about it. */
interface DemoCase {
  title: string;
  steps: string[];
  expected: string;
  guards?: string;
  said?: Pick<SubmitResultInput, "outcome" | "notes">;
  /** True when a person says it, which verifies the bug. */
  is_by_person?: true;
}

const CASES: readonly DemoCase[] = [
  {
    title: "A coupon lowers the total",
    steps: ["Put two aloes into the cart", "Type SAVE10", "Press Apply"],
    expected: "The total is 10 % lower and the button reads Applied.",
    guards: "Coupon SAVE10 leaves the cart at 'Applying…'",
    said: { outcome: "FAILED", notes: "POST /api/coupons answers **500**; the button stays at `Applying…`." },
  },
  {
    title: "A gift card shows its balance in euros",
    steps: ["Open Account, Gift cards", "Add the card TEST-50"],
    expected: "The balance reads €50.00.",
    guards: "Gift card balance is shown in cents",
    said: { outcome: "PASSED" },
    is_by_person: true,
  },
  {
    title: "A guest's address survives the way back",
    steps: ["Check out as a guest", "Fill in the address", "Go on to payment and back"],
    expected: "The address is still there.",
    said: { outcome: "BLOCKED", notes: "The payment sandbox is down." },
  },
  {
    title: "Ten of one plant get ten percent",
    steps: ["Put ten fiddle-leaf figs into the cart"],
    expected: "The cart takes off 10 %.",
    guards: "Ten of one plant get the discount of five",
  },
];

async function bugNamed(ctx: ServiceContext, project_id: string, title: string): Promise<string> {
  const { bugs } = await listBugs(ctx, ListBugsInput.parse({ project_id, state: "all", query: title }));
  const bug = bugs.find((one) => one.title === title);
  if (!bug) throw new AppError("INTERNAL", { cause: `the demo has no bug '${title}'` });
  return bug.id;
}

/** A suite for the checkout and a run of it that the agent is in the middle of. */
export async function tellOfRegression({ project, people, agent_ids }: Cast): Promise<void> {
  const { jonas, fixer } = people;
  const suite = await createSuite(jonas, {
    project_id: project.id,
    name: "Checkout",
    description: "What must work before a release goes out.",
    owner_id: "me",
  });
  const made: { case_id: string; said: DemoCase["said"]; by: ServiceContext }[] = [];
  for (const { guards, said, is_by_person, ...fields } of CASES) {
    const bug_id = guards === undefined ? undefined : await bugNamed(jonas, project.id, guards);
    const { id } = await createCase(jonas, CreateCaseInput.parse({ suite_id: suite.id, ...fields, bug_id }));
    made.push({ case_id: id, said, by: is_by_person ? jonas : fixer });
  }
  const wish = { suite_id: suite.id, environment: "staging", build: "2026.11.3", commit: "9f1c2ab" };
  const { run } = await createRun(jonas, CreateRunInput.parse({ ...wish, assignee_id: agent_ids.fixer }));
  for (const { case_id, said, by } of made)
    if (said) await submitResult(by, SubmitResultInput.parse({ run_id: run.id, case_id, ...said }));
}
