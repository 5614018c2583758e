import { normalForm } from "@hawkmoth/domain/normal-form";

/** Far more of a name than a variable is called by. */
const MAX_NAME = 200;

/** A captured text as a string literal of TypeScript that it can't leave. */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029").replaceAll("</", "<\\/");
}

/** A captured name as the name of an environment variable: `HM_CARD_NUMBER`. */
export function variableName(name: string, position: number): string {
  const word = normalForm(name.slice(0, MAX_NAME), "NFKD")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 40);
  return `HM_${word === "" ? `VALUE_${position}` : word}`;
}
