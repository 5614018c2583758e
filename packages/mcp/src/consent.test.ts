import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ToolResult } from "./content.ts";
import { consentQuestion } from "./consent-words.ts";
import { createHost, type Connection, type ToolHost } from "./host.ts";
import { buildRegistry } from "./registry.ts";
import { readSelection } from "./selection.ts";
import type { Asking, InputRequired } from "./surface.ts";
import { startRestServer, type RestServer } from "./testing/rest-server.ts";
import { AT } from "./testing/sample-shapes.ts";
import { IDS } from "./testing/sample-words.ts";

const registry = buildRegistry(operations);
const CONNECTION: Connection = {
  caller: { credential: "hm_key_mara", client: null, ip: null },
  selection: readSelection({ toolsets: "labels" }, registry),
};
const NOBODY_ASKED: Asking = { responses: {}, state: null };
const CALL = { name: "delete_label", args: { label_id: IDS.label } };
const TOKEN = "1763700000000.c2lnbmF0dXJl";
const OUTCOME = { deleted: { id: IDS.label, name: "che\u200bckout", color: "#aa3311" }, detached_from: 3 };

let rest: RestServer;
let host: ToolHost;

beforeEach(async () => {
  rest = await startRestServer(operations);
  host = createHost({ registry, api: { origin: rest.origin, fetch }, version: "0.1.0", own_origin: null });
  rest.answers["label.delete"] = { ...OUTCOME, dry_run: true, confirm_token: TOKEN, confirm_expires_at: AT };
});
afterEach(() => rest.close());

type Answer = ToolResult | InputRequired;

function call(asking: Asking | null, args: Record<string, unknown> = CALL.args): Promise<Answer> {
  return host.callWithConsent(CONNECTION, { name: CALL.name, args }, asking);
}

function deletes(): Record<string, string>[] {
  return rest.seen.filter(({ method }) => method === "DELETE").map(({ query }) => Object.fromEntries(query));
}

function answered(action: string, state: string | null = TOKEN): Asking {
  return { responses: { consent: { action } }, state };
}

describe("a call that takes a person's consent", () => {
  it("is tried first, and asks with what it would do in our own words", async () => {
    expect(await call(NOBODY_ASKED)).toEqual({
      resultType: "input_required",
      inputRequests: {
        consent: {
          method: "elicitation/create",
          params: {
            mode: "form",
            message: 'Delete the label "checkout"? It comes off 3 bugs.',
            requestedSchema: { type: "object", properties: {} },
          },
        },
      },
      requestState: TOKEN,
    });
    expect(deletes()).toEqual([{ dry_run: "true" }]);
  });

  it("is made with the token of its trial once the person agreed", async () => {
    rest.answers["label.delete"] = { ...OUTCOME, dry_run: false };
    expect(await call(answered("accept"))).toMatchObject({ structuredContent: { detached_from: 3, dry_run: false } });
    expect(deletes()).toEqual([{ dry_run: "false", confirm_token: TOKEN }]);
  });

  it.each([
    ["decline", "declined"],
    ["cancel", "did not answer"],
    ["", "did not answer"],
  ])("changes nothing on '%s', and says so in-band", async (action, words) => {
    const result = await call(answered(action));
    expect(result).toMatchObject({ isError: true, content: [{ text: expect.stringContaining(`The user ${words}`) }] });
    expect(deletes()).toEqual([]);
  });

  it("can't be talked into by a token or a confirmation that the model brings along", async () => {
    expect(await call(NOBODY_ASKED, { ...CALL.args, confirm_token: "made-up" })).toHaveProperty("inputRequests");
    expect(deletes()).toEqual([{ dry_run: "true" }]);
    const result = await call(NOBODY_ASKED, { ...CALL.args, confirm: true });
    expect(result).toMatchObject({ isError: true });
  });

  it("is judged by the API, whatever state comes back", async () => {
    rest.answers["label.delete"] = new AppError("INVALID_INPUT", { field: "confirm_token" });
    expect(await call(answered("accept", "tampered"))).toMatchObject({ isError: true });
    expect(await call(answered("accept", null))).toMatchObject({ isError: true });
    expect(deletes().map(({ confirm_token }) => confirm_token)).toEqual(["tampered", undefined]);
  });

  it("asks nobody about a trial that fails, about a preview, or where nobody can be asked", async () => {
    expect(await call(NOBODY_ASKED, { ...CALL.args, dry_run: true })).toHaveProperty("structuredContent.confirm_token");
    expect(await call(null)).toHaveProperty("content");
    rest.answers["label.delete"] = new AppError("NOT_FOUND");
    expect(await call(NOBODY_ASKED)).toMatchObject({ isError: true });
    expect(deletes()).toEqual([{ dry_run: "true" }, {}, { dry_run: "true" }]);
  });

  it("never goes on by itself when the trial offers no token", async () => {
    rest.answers["label.delete"] = { ...OUTCOME, dry_run: true };
    expect(await call(NOBODY_ASKED)).toMatchObject({ structuredContent: { dry_run: true } });
    expect(deletes()).toEqual([{ dry_run: "true" }]);
  });

  it("asks nobody about a call that is wrong or not offered", async () => {
    expect(await call(NOBODY_ASKED, { label: "x" })).toMatchObject({ isError: true });
    const connection = { ...CONNECTION, selection: readSelection({ toolsets: "labels", readonly: "1" }, registry) };
    expect(await host.callWithConsent(connection, CALL, NOBODY_ASKED)).toMatchObject({ isError: true });
    expect(deletes()).toEqual([]);
  });
});

describe("a read that takes a person's consent", () => {
  const selection = readSelection({ toolsets: "sensitive", tools: "repro_get_ticket_cookies" }, registry);
  const cookies = (name: string, asking: Asking) => {
    const bug = name.startsWith("repro_") ? { ticketId: "SHOP-412" } : { bug_id: "SHOP-412", reason: "lost session" };
    return host.callWithConsent({ ...CONNECTION, selection }, { name, args: bug }, asking);
  };
  const reads = () => rest.seen.filter(({ path }) => path.endsWith("/cookies")).length;

  beforeEach(() => {
    rest.answers["me.get"] = { ...Object(rest.answers["me.get"]), scopes: ["bugs:write", "sensitive:read"] };
  });

  it.each(["get_bug_cookies", "repro_get_ticket_cookies"])(
    "%s reads nothing before the person agreed",
    async (name) => {
      const question = await cookies(name, NOBODY_ASKED);
      expect(question).toHaveProperty(
        "inputRequests.consent.params.message",
        expect.stringMatching(/^Show the cookies recorded with SHOP-412 to this AI client\?/),
      );
      expect(question).not.toHaveProperty("requestState");
      expect(await cookies(name, answered("decline", null))).toMatchObject({ isError: true });
      expect(reads()).toBe(0);
      expect(await cookies(name, answered("accept", null))).not.toHaveProperty("isError");
      expect(reads()).toBe(1);
    },
  );
});

it.each(["UNAVAILABLE", "INTERNAL", "RATE_LIMITED"] as const)(
  "nothing is read or changed while it is not known who calls: %s",
  async (code) => {
    rest.answers["me.get"] = new AppError(code);
    const selection = readSelection({ toolsets: "sensitive,labels" }, registry);
    const cookies = { name: "get_bug_cookies", args: { bug_id: "SHOP-412", reason: "lost session" } };
    for (const made of [cookies, { name: CALL.name, args: { ...CALL.args, confirm_token: TOKEN } }])
      expect(await host.callWithConsent({ ...CONNECTION, selection }, made, NOBODY_ASKED)).toMatchObject({
        isError: true,
      });
    expect(rest.seen.filter(({ path, method }) => path.endsWith("/cookies") || method === "DELETE")).toEqual([]);
  },
);

describe("an agent's client", () => {
  const agent = { type: "AGENT", id: IDS.agent, name: "Fixer", email: null };
  beforeEach(() => {
    const me = Object(rest.answers["me.get"]);
    rest.answers["me.get"] = { ...me, principal: agent, scopes: ["bugs:write", "labels:write", "sensitive:read"] };
  });

  it.each([
    ["get_bug_cookies", { bug_id: "SHOP-412", reason: "lost session" }],
    ["repro_get_ticket_cookies", { ticketId: "SHOP-412" }],
  ])("is not asked before %s: the API decides alone, whatever the client answers", async (name, args) => {
    const selection = readSelection({ toolsets: "sensitive", tools: "repro_get_ticket_cookies" }, registry);
    for (const asking of [NOBODY_ASKED, answered("accept", null), answered("decline", null)]) {
      const result = await host.callWithConsent({ ...CONNECTION, selection }, { name, args }, asking);
      expect(result).not.toHaveProperty("inputRequests");
      expect(result).not.toHaveProperty("isError");
    }
    rest.answers["sensitive.cookies"] = new AppError("FORBIDDEN");
    const refused = await host.callWithConsent({ ...CONNECTION, selection }, { name, args }, answered("accept", null));
    expect(refused).toMatchObject({ isError: true });
  });

  it("can't agree to a change either: its call goes to the API as it is", async () => {
    rest.answers["label.delete"] = new AppError("FORBIDDEN");
    expect(await call(NOBODY_ASKED)).toMatchObject({ isError: true });
    expect(await call(answered("accept"))).toMatchObject({ isError: true });
    expect(deletes().map(({ confirm_token }) => confirm_token)).toEqual([undefined, undefined]);
  });
});

describe("the question", () => {
  const ask = (name: string, args: Record<string, unknown>, outcome: Record<string, unknown>): string => {
    const tool = registry.get("delete_label");
    if (!tool) throw new Error("delete_label is no tool");
    return consentQuestion({ ...tool, name }, args, outcome);
  };

  it("counts bugs and names the first of them", () => {
    const outcomes = Array.from({ length: 12 }, (_, index) => ({ key: `SHOP-${index}`, changed: ["priority"] }));
    const patch = { priority: "LOW", label_add: ["a", "b"], assignee_id: null };
    expect(ask("bulk_update_bugs", { patch }, { updated: 12, failed: 1, outcomes })).toBe(
      'Change 12 bugs (SHOP-0, SHOP-1, SHOP-2, SHOP-3, SHOP-4, SHOP-5, SHOP-6, SHOP-7, SHOP-8, SHOP-9 and 2 more): priority "LOW", label_add "a, b", assignee_id "nothing"? 1 other can\'t be changed.',
    );
  });

  it("shows captured text on one line, short, and within its quotation", () => {
    const into = { key: "SHOP-1", title: `Oh "no"\n\u202eand ${"x".repeat(300)}` };
    const question = ask("merge_duplicate_bugs", {}, { into, merged: [{ key: "SHOP-2" }] });
    expect(question).toMatch(/^Close 1 bug \(SHOP-2\) as duplicates of SHOP-1, "Oh no and x{80,120}…"\? People/);
  });

  it("quotes the reason a client gives for cookies", () => {
    expect(ask("get_bug_cookies", { bug_id: "SHOP-1", reason: "the session\nis lost" }, {})).toBe(
      'Show the cookies recorded with SHOP-1 to this AI client? The reason it gives: "the session is lost". The access is recorded.',
    );
  });
});
