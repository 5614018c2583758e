import { HARD_CAP_TOKENS } from "../budget.ts";
import type { JsonSchema } from "../json-schema.ts";
import { TEMPLATES } from "../resources/kinds.ts";
import type { PresentedCall, Presenter } from "./presenter.ts";

const TEXT: JsonSchema = { type: "string" };
const TEXTS: JsonSchema = { type: "array", items: TEXT };
const THING: JsonSchema = { type: "object", properties: { id: TEXT, name: TEXT }, required: ["id", "name"] };

/** Who the caller is, from the API, and what this connection offers, which only this server knows. */
export const capabilities: Presenter = {
  output: {
    type: "object",
    properties: {
      version: TEXT,
      protocols: TEXTS,
      principal: { ...THING, properties: { type: TEXT, ...THING.properties } },
      workspace: THING,
      projects: { type: "array", items: { ...THING, properties: { key: TEXT, role: TEXT, ...THING.properties } } },
      scopes: TEXTS,
      toolsets: TEXTS,
      tools: TEXTS,
      resources: TEXTS,
      limits: { type: "object" },
      rate: { type: "object" },
    },
    required: ["version", "protocols", "principal", "scopes", "toolsets", "tools", "limits"],
  },
  complete: (value, call) => ({
    ...local(call),
    ...personal(value),
    toolsets: call.toolsets ?? [],
    tools: call.listed,
  }),
};

function local({ server }: PresentedCall): Record<string, unknown> {
  return {
    version: server.version,
    protocols: server.protocols,
    resources: TEMPLATES.map(({ uriTemplate }) => uriTemplate),
    limits: { max_result_tokens: HARD_CAP_TOKENS, max_list_rows: 100, max_image_bytes: 1_048_576 },
  };
}

/** Of what `/me` tells, that which helps to act; the other workspaces of a person are out of reach of a key. */
function personal({ principal, workspace, projects, scopes, rate }: Record<string, unknown>): Record<string, unknown> {
  return {
    principal,
    ...(workspace === undefined ? {} : { workspace }),
    projects: projects ?? [],
    scopes: scopes ?? [],
    ...(rate === undefined ? {} : { rate }),
  };
}
