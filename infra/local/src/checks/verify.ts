import { bold, say } from "../progress.ts";
import { runChecks, total } from "./check.ts";
import { VERIFY } from "./static-checks.ts";
import { leaveNothingBehind } from "./leave-nothing-behind.ts";

leaveNothingBehind();
const { line, code } = total(await runChecks(VERIFY));
say(bold(line));
process.exit(code);
