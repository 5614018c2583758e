import { bold, say } from "../progress.ts";
import { failureLines, runChecks, total } from "./check.ts";
import { VERIFY } from "./static-checks.ts";
import { leaveNothingBehind } from "./leave-nothing-behind.ts";

leaveNothingBehind();
const outcomes = await runChecks(VERIFY);
for (const line of failureLines(outcomes)) say(line);
const { line, code } = total(outcomes);
say(bold(line));
process.exit(code);
