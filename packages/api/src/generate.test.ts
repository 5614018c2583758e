import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { generatedFiles, staleFiles } from "./generate.ts";
import { toolSchema } from "./json-schema.ts";
import { openApiDocument } from "./openapi.ts";
import { errorsOf } from "./operation-errors.ts";
import { operations, pathParameters } from "./operations.ts";

const tools = operations.flatMap((operation) => (operation.mcp ? [{ ...operation, mcp: operation.mcp }] : []));

describe("generated files", () => {
  test("are what the router says now: run 'pnpm generate' when this is red", () => {
    expect(staleFiles()).toEqual([]);
  });

  test("are the same bytes each time", () => {
    expect([...generatedFiles()]).toEqual([...generatedFiles()]);
  });
});

describe("the OpenAPI document", () => {
  test("is valid OpenAPI 3.1", async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(openApiDocument())));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  test("refers only to components that are there, and has none that nobody refers to", () => {
    const text = JSON.stringify(openApiDocument());
    const { components } = JSON.parse(text) as { components: Record<string, Record<string, unknown>> };
    const referred = new Set([...text.matchAll(/"#\/components\/(\w+\/\w+)"/g)].map((match) => match[1]));
    const present = ["schemas", "parameters", "responses"].flatMap((kind) =>
      Object.keys(components[kind] ?? {}).map((name) => `${kind}/${name}`),
    );
    expect([...referred].filter((name) => name !== undefined && !present.includes(name))).toEqual([]);
    expect(present.filter((name) => name.startsWith("schemas/") && !referred.has(name))).toEqual([]);
  });

  test("says of every operation who may call it and how it fails", () => {
    const { paths } = openApiDocument() as { paths: Record<string, Record<string, Record<string, unknown>>> };
    for (const { path, rest, scope } of operations) {
      const described = paths[rest.path]?.[rest.method.toLowerCase()];
      expect(described, path).toMatchObject({ operationId: path, security: expect.any(Array) });
      expect(Object.keys(Object(described?.["responses"])), path).toContain("default");
      const security = JSON.stringify(described?.["security"]);
      expect(security === "[]", path).toBe(scope === "public");
      expect(security.includes("session"), path).toBe(scope !== "public");
    }
  });
});

describe("the operation table", () => {
  test("has one operation per path and per route, and each path parameter is an input field", () => {
    expect(new Set(operations.map((row) => row.path)).size).toBe(operations.length);
    expect(new Set(operations.map((row) => `${row.rest.method} ${row.rest.path}`)).size).toBe(operations.length);
    for (const row of operations)
      for (const name of pathParameters(row.rest.path))
        expect(Object.keys(row.input?.shape ?? {}), row.path).toContain(name);
  });

  test("reads change nothing: every query is a GET and every mutation is not, but for a key that may not stand in a URL", () => {
    for (const row of operations.filter(({ path }) => path !== "setup.verify_key"))
      expect(row.rest.method === "GET", row.path).toBe(row.type === "query");
  });
});

describe("tools", () => {
  test("have names of their own", () => {
    const names = tools.map(({ mcp }) => mcp.tool);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(tools)("$mcp.tool has words for a model and hints that fit its operation", ({ mcp, type }) => {
    expect(mcp.tool).toMatch(/^[a-z_]{3,40}$/);
    expect(mcp.description.length).toBeLessThanOrEqual(400);
    expect(mcp.description).toMatch(/\bUse when\b/);
    expect(mcp.hints.read_only).toBe(type === "query");
    expect(mcp.hints.read_only && mcp.hints.destructive).toBe(false);
    expect(mcp.budget_tokens).toBeLessThanOrEqual(8000);
  });

  test("have schemas without references, patterns and limits of safe integers", () => {
    for (const { input, output } of tools)
      for (const schema of [input ? toolSchema(input, "input") : {}, output ? toolSchema(output, "output") : {}])
        expect(JSON.stringify(schema)).not.toMatch(/"\$ref"|"\$defs"|"pattern"|9007199254740991/);
  });
});

test("no schema of OpenAPI carries a default, which generators of clients take for a field that is always sent", () => {
  const document = JSON.stringify(openApiDocument(), (key, value: unknown) =>
    key === "responses" ? undefined : value,
  );
  expect(document).not.toContain('"default":');
  expect(document).toContain("Default: true.");
});

test("an operation with a body declares 413 and 415, a bound one LEASE_LOST, and a write IDEMPOTENCY_KEY_REUSED", () => {
  const errorsBy = new Map(operations.map((row) => [row.path, errorsOf(row)]));
  expect(errorsBy.get("bug.create")).toEqual(expect.arrayContaining(["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"]));
  expect(errorsBy.get("bug.update")).toEqual(expect.arrayContaining(["LEASE_LOST", "IDEMPOTENCY_KEY_REUSED"]));
  expect(errorsBy.get("bug.list")).not.toContain("PAYLOAD_TOO_LARGE");
});
