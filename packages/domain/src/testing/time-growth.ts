import { HOSTILE_TEXTS } from "./hostile-texts.ts";

/** What is measured: characters of the longer text, and how much longer it is than the shorter one. */
const LENGTH = 20_000;
const TIMES_LONGER = 4;
/** The most that time may grow for a text four times as long; what grows by the square takes sixteen times as long. */
const MAX_GROWTH = 5;
/** Below this a call is too short to be measured, and too short to hold anybody up. */
const SHORT_MS = 8;
const ROUNDS = 6;

/** A function under test, called with a text. */
export type TextFunction = (text: string) => unknown;

/**
 * The hostile texts on which a function takes more than five times as long for four times the length. A growth is told
 * only when the best of several interleaved runs shows it in each of three rounds, so that a busy machine tells none.
 */
export function growingTexts(call: TextFunction): string[] {
  return HOSTILE_TEXTS.flatMap(({ name, make }) => {
    const long = make(LENGTH);
    if (duration(call, long) < SHORT_MS) return [];
    const short = make(LENGTH / TIMES_LONGER);
    const growths = [growth(call, short, long)];
    while ((growths.at(-1) ?? 0) > MAX_GROWTH && growths.length < 3) growths.push(growth(call, short, long));
    const least = Math.min(...growths);
    return least > MAX_GROWTH ? [`${name} ${least.toFixed(1)} times as long`] : [];
  });
}

function growth(call: TextFunction, short: string, long: string): number {
  let best_short = Infinity;
  let best_long = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    best_long = Math.min(best_long, duration(call, long));
    if (best_long < SHORT_MS) return 1;
    best_short = Math.min(best_short, duration(call, short), duration(call, short));
  }
  return best_long / Math.max(best_short, SHORT_MS / TIMES_LONGER / MAX_GROWTH);
}

function duration(call: TextFunction, text: string): number {
  const started = performance.now();
  call(text);
  return performance.now() - started;
}

/**
 * The exported functions of a module that take a text, as its source declares them. A table of functions under test is
 * compared with them, so that a new one cannot be left out.
 */
export function textFunctionsOf(source: string): string[] {
  const declarations = source.matchAll(/^export (?:async )?function\*? (\w+)(?:<[^(]*>)?\(([^)]*)\)/gm);
  return [...declarations].flatMap(([, name = "", parameters = ""]) =>
    /:\s*(?:readonly )?(?:string|unknown)\b/.test(parameters) ? [name] : [],
  );
}
