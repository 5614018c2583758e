import { ERRORS, ErrorCode } from "@hawkmoth/domain/errors";
import { ErrorBody } from "@hawkmoth/domain/errors";
import { z } from "zod";
import { componentSchema, inputParts, type JsonSchema } from "./json-schema.ts";
import { errorsOf } from "./operation-errors.ts";
import type { Operation } from "./operation.ts";
import { operations, pathParameters } from "./operations.ts";
import { REST_ALIASES, type RestAlias } from "./rest-aliases.ts";

type Components = Map<string, JsonSchema>;

const TITLES: Record<string, string> = {
  me: "Me",
  account: "Accounts",
  workspace: "Workspaces",
  member: "Members",
  project: "Projects",
  agent: "Agents",
  key: "Keys",
  pairing: "Pairing",
  label: "Labels",
  bug: "Bugs",
  duplicate: "Duplicates",
  comment: "Comments",
  activity: "Activity",
  stats: "Statistics",
  evidence: "Evidence",
  task: "Agent tasks",
  ingest: "Ingest",
  artifact: "Artifacts",
  event: "Events",
};

const BINARY = { type: "string", format: "binary" };
/** A report as an HTML form or `curl -F` sends it: the text fields of the JSON form, and files by what they are. */
const FORM: JsonSchema = {
  type: "object",
  properties: {
    title: { type: "string" },
    project_id: { type: "string" },
    screenshot: BINARY,
    replay: BINARY,
    logs: BINARY,
    file: { type: "array", items: BINARY },
  },
  additionalProperties: { type: "string" },
  required: ["title"],
};

const RAW_CONTENT: Record<string, string> = {
  "artifact.download": "application/octet-stream",
  "event.stream": "text/event-stream",
};

/** One component per name; a schema that differs between what goes in and what comes out gets the suffix Input. */
function keep(components: Components, found: Record<string, JsonSchema>, schema: JsonSchema): JsonSchema {
  const renamed = new Map<string, string>();
  for (const [name, item] of Object.entries(found)) {
    const known = components.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(item)) renamed.set(name, `${name}Input`);
  }
  const rename = (value: JsonSchema): JsonSchema => {
    let text = JSON.stringify(value);
    for (const [name, to] of renamed)
      text = text.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${to}"`);
    return JSON.parse(text) as JsonSchema;
  };
  for (const [name, item] of Object.entries(found)) components.set(renamed.get(name) ?? name, rename(item));
  return rename(schema);
}

function outputSchema(components: Components, schema: z.ZodType): JsonSchema {
  const converted = componentSchema(schema, "output");
  return keep(components, converted.components, converted.schema);
}

function parametersOf(operation: Operation, components: Components): JsonSchema[] {
  const { inPath, rest } = inputParts(operation);
  const shape = operation.input?.shape ?? {};
  const inQuery = operation.rest.method === "GET" ? rest : [];
  const parameter = (name: string, place: "path" | "query"): JsonSchema[] => {
    const field: unknown = shape[name];
    if (!(field instanceof z.ZodType)) return [];
    const converted = componentSchema(field, "input");
    const { description, ...schema } = keep(components, converted.components, converted.schema);
    const isRequired = place === "path" || !field.safeParse(undefined).success;
    return [{ name, in: place, required: isRequired, ...(description === undefined ? {} : { description }), schema }];
  };
  return [
    ...inPath.flatMap((name) => parameter(name, "path")),
    ...inQuery.flatMap((name) => parameter(name, "query")),
    ...(operation.scope === "public" ? [] : [{ $ref: "#/components/parameters/Workspace" }]),
    ...(operation.type === "mutation" && !operation.is_raw ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
    ...(Object.hasOwn(operation.input?.shape ?? {}, "lease_token") ? [{ $ref: "#/components/parameters/Lease" }] : []),
    ...(operation.path === "ingest.upload" ? [{ $ref: "#/components/parameters/UploadToken" }] : []),
    ...(operation.path === "event.stream" ? [{ $ref: "#/components/parameters/LastEventId" }] : []),
  ];
}

function bodyOf(operation: Operation, components: Components): JsonSchema {
  if (operation.path === "ingest.upload")
    return { requestBody: { required: true, content: { "*/*": { schema: { type: "string", format: "binary" } } } } };
  const { inPath, rest } = inputParts(operation);
  if (!operation.input || operation.rest.method === "GET" || rest.length === 0) return {};
  const shape = operation.input.shape;
  const fields = rest.flatMap((name) => (shape[name] instanceof z.ZodType ? [[name, shape[name]] as const] : []));
  const body = inPath.length === 0 ? operation.input : z.object(Object.fromEntries(fields));
  const converted = componentSchema(body, "input");
  const schema = keep(components, converted.components, converted.schema);
  const form = operation.path === "ingest.create" ? { "multipart/form-data": { schema: FORM } } : {};
  const content = { "application/json": { schema }, ...form };
  return { requestBody: { required: !body.safeParse({}).success, content } };
}

/** One answer for each status: several codes may share it. */
function errorAnswers(operation: Operation): JsonSchema {
  const byStatus = Map.groupBy(errorsOf(operation), (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      codes.length === 1 ? { $ref: `#/components/responses/${codes[0]}` } : errorAnswer(codes),
    ]),
  );
}

function errorAnswer(codes: readonly ErrorCode[]): JsonSchema {
  return {
    description: codes.map((code) => `${code}: ${ERRORS[code].message}`).join(" "),
    content: { "application/json": { schema: { $ref: "#/components/schemas/ErrorResponse" } } },
  };
}

function responsesOf(operation: Operation, components: Components): JsonSchema {
  const raw = RAW_CONTENT[operation.path];
  const content = operation.output
    ? { content: { "application/json": { schema: outputSchema(components, operation.output) } } }
    : raw
      ? { content: { [raw]: { schema: { type: "string" } } } }
      : { content: { "application/json": { schema: { type: "object" } } } };
  return {
    ...(mayMakeNothing(operation)
      ? { "200": { description: "Nothing was made: the answer says why.", ...content } }
      : {}),
    [String(operation.rest.status)]: { description: operation.summary, ...content },
    ...errorAnswers(operation),
    default: { $ref: "#/components/responses/INTERNAL" },
  };
}

function mayMakeNothing({ rest, output }: Operation): boolean {
  if (rest.status !== 201 || !(output instanceof z.ZodObject)) return false;
  return "created" in output.shape || "dry_run" in output.shape;
}

function securityOf(operation: Operation): JsonSchema[] {
  const { scope } = operation;
  if (scope === "public") return [];
  if (scope === "session") return [{ session: [] }];
  if (scope === "ingest") return [{ publishableKey: [] }, { secretKey: ["bugs:write"] }, { session: [] }];
  const roles = scope === "any" ? [] : [scope];
  return [{ secretKey: roles }, { session: [] }];
}

function describe(operation: Operation): string {
  if (operation.scope === "public") return "Needs no credential.";
  if (operation.scope === "session") return "Needs a person signed in to the dashboard.";
  if (operation.scope === "ingest") return "Needs a publishable key of the project, or the scope `bugs:write`.";
  const other = operation.or_scope === undefined ? "" : ` or \`${operation.or_scope}\``;
  return operation.scope === "any" ? "Needs any credential." : `Needs the scope \`${operation.scope}\`${other}.`;
}

const PARAMETERS: JsonSchema = {
  Workspace: {
    name: "X-Hawkmoth-Workspace",
    in: "header",
    description: "Slug of the workspace; a session needs it, a key knows its own.",
    schema: { type: "string" },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description: "A repeat with the same key and body within 24 hours gets the first answer and changes nothing.",
    schema: { type: "string", maxLength: 255 },
  },
  Lease: {
    name: "X-Hawkmoth-Lease",
    in: "header",
    description: "The lease_token of the agent task that the write belongs to, instead of the field of that name.",
    schema: { type: "string", maxLength: 200 },
  },
  UploadToken: { name: "X-Upload-Token", in: "header", required: true, schema: { type: "string" } },
  LastEventId: {
    name: "Last-Event-ID",
    in: "header",
    description: "Resume after this event.",
    schema: { type: "string" },
  },
};

const SECURITY: JsonSchema = {
  secretKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "hm_key_…",
    description: "Secret key of a member or an agent.",
  },
  publishableKey: {
    type: "apiKey",
    in: "header",
    name: "X-API-Key",
    description: "hm_pk_… of one project; may only send reports.",
  },
  mcpToken: { type: "apiKey", in: "header", name: "X-MCP-Token", description: "The same secret key." },
  session: { type: "apiKey", in: "cookie", name: "hawkmoth.session", description: "Signed in to the dashboard." },
};

function errorResponses(components: Components): JsonSchema {
  components.set("ErrorResponse", {
    type: "object",
    properties: { error: outputSchema(components, ErrorBody) },
    required: ["error"],
  });
  return Object.fromEntries(ErrorCode.options.map((code) => [code, errorAnswer([code])]));
}

/** Another tracker's path, which is described where it leads. */
function aliasEntry({ method, path, operation, fixed }: RestAlias): JsonSchema {
  const target = operations.find((row) => row.path === operation);
  const said = Object.entries(fixed ?? {}).map(([name, value]) => `${name} ${value}`);
  return {
    [method.toLowerCase()]: {
      operationId: `alias.${method.toLowerCase()}${path.replaceAll(/\W+/g, "_").replace(/_$/, "")}`,
      tags: ["Aliases"],
      summary: `Same as ${operation}${said.length > 0 ? `, with ${said.join(" and ")}` : ""}`,
      description: `For clients of other trackers; new ones call ${target?.rest.method} ${target?.rest.path}.`,
      deprecated: true,
      security: [{ secretKey: [] }, { mcpToken: [] }],
      parameters: pathParameters(path).map((name) => ({
        name,
        in: "path",
        required: true,
        schema: { type: "string" },
      })),
      responses: {
        [String(target?.rest.status ?? 200)]: { description: `The answer of ${operation}.` },
        ...(target ? errorAnswers(target) : {}),
        default: { $ref: "#/components/responses/INTERNAL" },
      },
    },
  };
}

/** The OpenAPI 3.1 document of /api/v1, the same bytes each time it is made. */
export function openApiDocument(): JsonSchema {
  const components: Components = new Map();
  const responses = errorResponses(components);
  const paths: Record<string, JsonSchema> = {};
  // What comes out keeps the plain name of a schema; what goes in and differs gets the suffix.
  for (const { output } of operations) if (output) outputSchema(components, output);
  for (const operation of operations) {
    const { method, path } = operation.rest;
    const parameters = parametersOf(operation, components);
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        operationId: operation.path,
        tags: [TITLES[operation.path.split(".")[0] ?? ""] ?? "Other"],
        summary: operation.summary,
        description: describe(operation),
        security: securityOf(operation),
        ...(parameters.length > 0 ? { parameters } : {}),
        ...bodyOf(operation, components),
        responses: responsesOf(operation, components),
      },
    };
  }
  for (const alias of REST_ALIASES) paths[alias.path] = { ...paths[alias.path], ...aliasEntry(alias) };
  const schemas = Object.fromEntries([...components].toSorted(([left], [right]) => (left < right ? -1 : 1)));
  return {
    openapi: "3.1.0",
    info: {
      title: "Hawkmoth",
      version: "1",
      description: "Bugs, evidence and agent work. Every list is paged by cursor.",
    },
    servers: [{ url: "/api/v1" }],
    tags: [...new Set(operations.map((row) => TITLES[row.path.split(".")[0] ?? ""] ?? "Other")), "Aliases"].map(
      (name) => ({ name }),
    ),
    paths,
    components: { securitySchemes: SECURITY, parameters: PARAMETERS, responses, schemas },
  };
}
