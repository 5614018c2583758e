import { readFileSync } from "node:fs";
import { z } from "zod";

/** A failed test by its full name, with its first messages. */
export interface Failure {
  test: string;
  message: string;
}

/** What a test runner wrote of its run. */
export interface Report {
  passed: number;
  failed: number;
  failures: Failure[];
}

export type ReportKind = "vitest" | "playwright";

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const PlaywrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(
    z.object({ results: z.array(z.object({ errors: z.array(z.object({ message: z.string().optional() })) })) }),
  ),
});
interface PlaywrightSuite {
  specs: z.infer<typeof PlaywrightSpec>[];
  suites?: PlaywrightSuite[] | undefined;
}
const PlaywrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  specs: z.array(PlaywrightSpec),
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(PlaywrightSuite),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});

function readVitest(report: z.infer<typeof VitestReport>): Report {
  const failures = report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === "failed");
    if (failed.length > 0)
      return failed.map(({ fullName, failureMessages }) => ({
        test: `${file.name} › ${fullName}`,
        message: failureMessages?.join("\n") ?? "",
      }));
    return file.status === "failed" ? [{ test: file.name, message: file.message }] : [];
  });
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures };
}

function specsOf({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite["specs"] {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** A test that passed only when it was run again counts as passed; none is, since nothing is run again. */
function readPlaywright({ stats, suites, errors }: z.infer<typeof PlaywrightReport>): Report {
  const failed = suites.flatMap(specsOf).filter(({ ok }) => !ok);
  const failures = failed.map(({ file, title, tests }) => ({
    test: `${file} › ${title}`,
    message: tests
      .flatMap(({ results }) => results.flatMap((result) => result.errors.map(({ message = "" }) => message)))
      .join("\n"),
  }));
  const outside = errors.map(({ message = "" }) => ({ test: "outside of a test", message }));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, failures: [...failures, ...outside] };
}

/** Reads a report that a test runner wrote, or gives undefined when there is none that can be read. */
export function readReport(kind: ReportKind, file: string): Report | undefined {
  try {
    const report: unknown = JSON.parse(readFileSync(file, "utf8"));
    return kind === "vitest" ? readVitest(VitestReport.parse(report)) : readPlaywright(PlaywrightReport.parse(report));
  } catch {
    return undefined;
  }
}
