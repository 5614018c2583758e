import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHost, type Connection, type ToolHost } from "./host.ts";
import { buildRegistry } from "./registry.ts";
import { DEFAULT_SELECTION } from "./selection.ts";
import type { Completion, CompletionWish } from "./surface.ts";
import { startRestServer, type RestServer } from "./testing/rest-server.ts";
import { IDS } from "./testing/sample-words.ts";

const CONNECTION: Connection = {
  caller: { credential: "hm_key_mara", client: null, ip: null },
  selection: DEFAULT_SELECTION,
};

let rest: RestServer;
let host: ToolHost;

beforeEach(async () => {
  rest = await startRestServer(operations);
  const registry = buildRegistry(operations);
  host = createHost({ registry, api: { origin: rest.origin, fetch }, version: "0.1.0", own_origin: null });
});
afterEach(() => rest.close());

function complete(
  ref: CompletionWish["ref"],
  argument: [name: string, value: string],
  settled: Record<string, string> = {},
): Promise<Completion> {
  return host.complete(CONNECTION, { ref, argument: { name: argument[0], value: argument[1] }, settled });
}

const TRIAGE = { type: "ref/prompt", name: "triage_bug" } as const;
const BUG = { type: "ref/resource", uri: "hawkmoth:///bugs/{bug_id}/context" } as const;

describe("completion", () => {
  it("finds bugs by the beginning of a key and by words of the title, for prompts and templates", async () => {
    for (const ref of [TRIAGE, BUG])
      for (const typed of ["", "shop-4", "TITLE"])
        expect(await complete(ref, ["bug_id", typed])).toEqual({ values: ["SHOP-412"], total: 1, hasMore: false });
  });

  it("searches for words that none of the newest bugs has", async () => {
    rest.answers["bug.list"] = { bugs: [], total: 0, next_cursor: null };
    expect((await complete(TRIAGE, ["bug_id", "coupon"])).values).toEqual(["SHOP-412"]);
    expect(rest.seen.at(-1)?.query.get("query")).toBe("coupon");
  });

  it("gives at most 100 values and says that there are more", async () => {
    const { projects } = Object(rest.answers["project.list"]);
    const many = Array.from({ length: 140 }, (_, index) => ({ ...projects[0], id: `prj_${index}` }));
    rest.answers["project.list"] = { projects: many, total: 140, next_cursor: null };
    const found = await complete({ type: "ref/prompt", name: "weekly_digest" }, ["project_id", "shop"]);
    expect([found.values.length, found.total, found.hasMore]).toEqual([100, 140, true]);
  });

  it("finds assignees by name, once the project is settled", async () => {
    const project = { project_id: IDS.project };
    expect((await complete(TRIAGE, ["assignee", ""])).values).toEqual(["me"]);
    expect((await complete(TRIAGE, ["assignee", "fix"], project)).values).toEqual([IDS.agent]);
  });

  it("knows the styles of the tool and the usual frameworks", async () => {
    const fix = { type: "ref/prompt", name: "fix_bug" } as const;
    expect((await complete(fix, ["style", "c"])).values).toEqual(["claude_code", "cursor", "codex", "generic"]);
    const test = { type: "ref/prompt", name: "write_regression_test" } as const;
    expect((await complete(test, ["framework", "play"])).values).toEqual(["playwright"]);
  });

  it("finds suites for the argument that takes one", async () => {
    const verify = { type: "ref/prompt", name: "verify_fix" } as const;
    expect((await complete(verify, ["suite_id", ""])).values).toHaveLength(1);
  });

  it.each(["FORBIDDEN", "INSUFFICIENT_SCOPE"] as const)("proposes nothing where the API says %s", async (code) => {
    rest.answers["bug.list"] = new AppError(code);
    rest.answers["bug.search"] = new AppError(code);
    expect((await complete(TRIAGE, ["bug_id", "shop"])).values).toEqual([]);
  });

  it("proposes nothing for arguments that the prompt or template does not have", async () => {
    for (const ref of [TRIAGE, BUG])
      for (const name of ["colour", "suite_id", "project_id"])
        expect(await complete(ref, [name, ""])).toEqual({ values: [], total: 0, hasMore: false });
    expect(rest.seen).toEqual([]);
  });

  it("refuses what it does not have", async () => {
    await expect(complete({ type: "ref/prompt", name: "triage" }, ["bug_id", ""])).rejects.toThrow("did you mean");
    await expect(complete({ type: "ref/resource", uri: "file:///{x}" }, ["x", ""])).rejects.toThrow("no such");
  });
});
