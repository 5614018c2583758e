import type { ElicitRequestFormParams } from "@modelcontextprotocol/sdk/types.js";

/** A form as elicitations carry it. */
export type Form = ElicitRequestFormParams["requestedSchema"];

/** Two texts that have to be given. */
export const PERSON: Form = {
  type: "object",
  properties: {
    username: { type: "string", description: "User's response" },
    email: { type: "string", description: "User's email address" },
  },
  required: ["username", "email"],
};

/** Every primitive type with its default (SEP-1034). */
export const DEFAULTS: Form = {
  type: "object",
  properties: {
    name: { type: "string", default: "John Doe" },
    age: { type: "integer", default: 30 },
    score: { type: "number", default: 95.5 },
    status: { type: "string", enum: ["active", "inactive", "pending"], default: "active" },
    verified: { type: "boolean", default: true },
  },
};

const titled = (words: readonly string[], noun: string) =>
  words.map((word, index) => ({ const: `value${index + 1}`, title: `${word} ${noun}` }));

/** Every way to offer choices (SEP-1330). */
export const ENUMS: Form = {
  type: "object",
  properties: {
    untitledSingle: { type: "string", enum: ["option1", "option2", "option3"] },
    titledSingle: { type: "string", oneOf: titled(["First", "Second", "Third"], "Option") },
    legacyEnum: {
      type: "string",
      enum: ["opt1", "opt2", "opt3"],
      enumNames: ["Option One", "Option Two", "Option Three"],
    },
    untitledMulti: { type: "array", items: { type: "string", enum: ["option1", "option2", "option3"] } },
    titledMulti: { type: "array", items: { anyOf: titled(["First", "Second", "Third"], "Choice") } },
  },
};

/** A form with one text. */
export function oneText(name: string) {
  return { type: "object" as const, properties: { [name]: { type: "string" as const } }, required: [name] };
}
