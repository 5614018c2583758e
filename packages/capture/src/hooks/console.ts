import type { ConsoleLevel } from "@hawkmoth/domain/capture/bundle";
import { scrubProse, scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { natives } from "../natives.ts";
import { formatArguments } from "./format.ts";
import { type HookContext, quietly } from "./hook.ts";
import { cleanStack } from "./stack.ts";

const LEVELS = ["log", "info", "warn", "error", "debug", "trace", "assert"] as const satisfies readonly ConsoleLevel[];
const WITH_STACK = new Set<ConsoleLevel>(["error", "warn", "trace", "assert"]);

/** Records console calls of every level, with a stack from `warn` upwards. */
export function hookConsole(context: HookContext): void {
  for (const level of LEVELS) hookLevel(level, context);
}

function hookLevel(level: ConsoleLevel, context: HookContext): void {
  const original = console[level];
  let isBusy = false;
  console[level] = function (this: unknown, ...args: unknown[]): void {
    if (!isBusy && (level !== "assert" || !args[0])) {
      isBusy = true;
      quietly(() => record(level, level === "assert" ? args.slice(1) : args, context));
      isBusy = false;
    }
    natives.apply(original, this, args);
  };
}

function record(level: ConsoleLevel, args: readonly unknown[], context: HookContext): void {
  const at_ms = natives.now();
  const mode = context.policy.current.privacy_mode;
  const scrubbed = scrubProse(formatArguments(args), mode);
  context.onHits(scrubbed.hits);
  // The first lines are this file's own frames.
  const stack = WITH_STACK.has(level) ? cleanStack(new Error("console").stack, context, 4) : null;
  const text = scrubbed.text.slice(0, 10_000);
  const url = scrubUrl(location.href, mode).text.slice(0, 4096);
  context.sink({ kind: "console", entry: { at_ms, level, text, stack, url } });
}
