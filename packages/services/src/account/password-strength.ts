import { AppError } from "@hawkmoth/domain/errors";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import * as common from "@zxcvbn-ts/language-common";

/** The estimate takes time with the square of the length; what is strong up to here is strong. */
const MAX_JUDGED_CHARACTERS = 40;
/** 0 to 4; below 2 a password falls to fewer than a hundred million guesses. */
const LEAST_SCORE = 2;

const estimator = new ZxcvbnFactory({ dictionary: { ...common.dictionary }, graphs: common.adjacencyGraphs });

/**
 * Stops a password that is guessed quickly: a common one, a repetition, a row of keys or numbers, or what is known of
 * the person.
 * @throws INVALID_INPUT
 */
export function assertStrongPassword(password: string, known: readonly string[]): void {
  const words = known
    .flatMap((text) => [text, text.split("@", 1)[0] ?? "", ...text.split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word.length > 2);
  const { score } = estimator.check(password.slice(0, MAX_JUDGED_CHARACTERS), [...words, "hawkmoth"]);
  if (score >= LEAST_SCORE) return;
  throw new AppError("INVALID_INPUT", {
    message: "Invalid 'password': this one is guessed too easily",
    field: "password",
    hint: "Take several words that have nothing to do with each other.",
  });
}
