import { expect, it } from "vitest";
import { labelled } from "./trust.ts";

const LENGTH = 65_000;
/** Far more than the fifth of a second that it takes, and far less than the minutes that a rule by the square took. */
const LIMIT_MS = 10_000;

it.each([
  "<!--",
  `](${" ".repeat(LENGTH)}!`,
  `]:${" ".repeat(LENGTH)}!`,
  "-eyJ",
  "at ((((",
  "&amp;lt;!--",
  "a:1",
  "\n",
  "token-",
])("an answer of three comments of 65,000 characters holds nobody up, whatever they repeat: %#", (piece) => {
  const body = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
  const started = performance.now();
  labelled({ comments: [{ body }, { body }, { body }] }, null);
  expect(performance.now() - started).toBeLessThan(LIMIT_MS);
});
