import type { NewBug } from "../bug/insert-bug.ts";
import type { RunRow } from "./run-rows.ts";
import type { TestedCase } from "./tested-case.ts";

const MAX_DESCRIPTION = 10_000;

/** The bug report of a case that failed: what was done, what should have come out, what was seen, and where. */
export function reportFailure(run: RunRow, tested: TestedCase, notes: string | undefined): NewBug {
  const { id, environment, build, commit } = run;
  const steps = tested.steps.map((step, index) => `${index + 1}. ${step}`).join("\n");
  const where = Object.entries({ run: id, environment, build, commit }).flatMap(([name, value]) =>
    value === null ? [] : [`- ${name}: ${value}`],
  );
  const parts = [
    "This regression case failed.",
    section("Steps", steps),
    section("Expected", tested.expected),
    section("Seen", notes ?? ""),
    section("Where", where.join("\n")),
  ];
  return {
    project_id: run.project_id,
    title: tested.title,
    description: parts.filter(Boolean).join("\n\n").slice(0, MAX_DESCRIPTION),
    source: "REGRESSION",
    environment,
    app_version: build,
  };
}

function section(title: string, body: string): string {
  return body.trim() === "" ? "" : `### ${title}\n\n${body}`;
}
