import { complain, say } from "../progress.ts";
import { buildChanged } from "../build/builds.ts";
import { explain } from "../failure.ts";
import { makeDataDir } from "../secrets.ts";
import { readSettings } from "../settings.ts";
import { failureLines, runCheck, runChecks, total, type Outcome } from "./check.ts";
import { findChromium } from "./chromium.ts";
import { browserTests, CONFORMANCE, DATABASE_TESTS, FIREFOX_BUILD, VERIFY } from "./static-checks.ts";
import { leaveNothingBehind } from "./leave-nothing-behind.ts";

async function inBrowser(): Promise<Outcome> {
  try {
    const { data_dir } = readSettings(process.env, []);
    makeDataDir(data_dir);
    await buildChanged(data_dir, false);
    return await runCheck(browserTests(await findChromium()));
  } catch (error) {
    complain(`✗ browser tests  ${explain(error)}`);
    return { name: "browser tests", passed: 0, failed: 1, failures: [], duration_ms: 0 };
  }
}

leaveNothingBehind();
// Every case instead of one of each kind; the tests themselves ask for this variable.
if (process.argv.includes("--deep")) process.env.HAWKMOTH_TEST_DEEP = "1";
const outcomes = await runChecks(VERIFY);
outcomes.push(await runCheck(DATABASE_TESTS));
outcomes.push(await runCheck(CONFORMANCE));
outcomes.push(await runCheck(FIREFOX_BUILD));
outcomes.push(await inBrowser());

say("");
for (const line of failureLines(outcomes)) say(line);
for (const { name, passed, failed } of outcomes)
  say(`${failed > 0 ? "✗" : "✓"} ${name}: ${passed} passed, ${failed} failed`);
const { line, code } = total(outcomes);
say(line);
process.exit(code);
