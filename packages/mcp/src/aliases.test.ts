import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ToolResult } from "./content.ts";
import { connectionOf, createHost, type ToolHost } from "./host.ts";
import { buildRegistry } from "./registry.ts";
import { readSelection, type SelectionSource } from "./selection.ts";
import { startRestServer, type RestServer, type SeenRequest } from "./testing/rest-server.ts";
import { IDS } from "./testing/sample-words.ts";

const registry = buildRegistry(operations);
const CALLER = { credential: "hm_key_mara", client: "claude-code/2.0", ip: null };

let rest: RestServer;
let host: ToolHost;

beforeEach(async () => {
  rest = await startRestServer(operations);
  host = createHost({ registry, api: { origin: rest.origin, fetch }, version: "0.1.0", own_origin: null });
});
afterEach(() => rest.close());

function call(name: string, args: Record<string, unknown>, wish: SelectionSource = { toolsets: "all,compat" }) {
  return host.call(connectionOf(CALLER, readSelection(wish, registry)), { name, args });
}

/** The request that a tool made, without what was asked to prepare it and reported of its failure. */
function sentBy(name: string): SeenRequest | undefined {
  return rest.seen.findLast(({ headers, path }) => headers["x-hawkmoth-tool"] === name && !path.endsWith("/mcp-calls"));
}

function errorOf({ content, isError }: ToolResult): Record<string, unknown> {
  const [block] = content;
  expect(isError).toBe(true);
  return JSON.parse(block?.type === "text" ? block.text : "{}").error;
}

describe("another tracker's name", () => {
  it("sends what it fixes and what it is given, under the route of its tool", async () => {
    await call("list_closed_bugs", { limit: 3 });
    expect(sentBy("list_closed_bugs")).toMatchObject({ method: "GET", path: "/api/v1/bugs" });
    expect(Object.fromEntries(sentBy("list_closed_bugs")?.query ?? [])).toEqual({ state: "closed", limit: "3" });
    await call("mark_bug_spam", { bug_id: "SHOP-412" });
    expect(sentBy("mark_bug_spam")).toMatchObject({
      method: "PATCH",
      path: "/api/v1/bugs/SHOP-412",
      body: { status: "CLOSED", resolution: "SPAM" },
    });
    await call("create_bug_comment", { bug_id: "SHOP-412", comment: "Me too" });
    expect(sentBy("create_bug_comment")?.body).toEqual({ body: "Me too" });
  });

  it("takes its own names for arguments and values, and lists as long as it promises", async () => {
    const { structuredContent } = await call("repro_list_tickets", { projectId: IDS.project, status: "open" });
    const query = sentBy("repro_list_tickets")?.query ?? new URLSearchParams();
    expect(query.getAll("status")).toEqual(["OPEN", "REOPENED"]);
    expect(Object.fromEntries(query)).toMatchObject({
      project_id: IDS.project,
      state: "all",
      sort: "created",
      limit: "25",
    });
    expect(structuredContent).toMatchObject({ tickets: [{ key: "SHOP-412" }] });
    expect(errorOf(await call("repro_list_tickets", { limit: 51 }))).toMatchObject({
      message: "Invalid 'limit': expected 50 or less",
    });
  });

  it("names the cursor as its clients know it", async () => {
    rest.answers["bug.list"] = { ...Object(rest.answers["bug.list"]), next_cursor: "further" };
    const { structuredContent } = await call("repro_list_tickets", {});
    expect(structuredContent).toMatchObject({ nextCursor: "further" });
    expect(structuredContent).not.toHaveProperty("next_cursor");
  });

  it("joins the answers of two tools, and labels what is untrusted in both", async () => {
    const { structuredContent, _meta } = await call("repro_get_ticket", { ticketId: "SHOP-412" });
    expect(structuredContent).toMatchObject({ key: "SHOP-412", context: { focus_ms: 4100 } });
    expect(Object.values(_meta ?? {})).toMatchObject([
      { fields: expect.arrayContaining(["title", "context.console.text"]) },
    ]);
  });

  it("counts as one call, however many requests it takes", async () => {
    rest.answers["project.list_assignees"] = {
      assignees: [{ assignee_type: "MEMBER", assignee_id: IDS.member, name: "Mara", role: "OWNER", load: 0 }],
    };
    await call("repro_get_ticket", { ticketId: "SHOP-412" });
    await call("repro_update_ticket", { ticketId: "SHOP-412", tags: ["payment"], assignees: ["Mara"] });
    expect(rest.seen.length).toBeGreaterThan(4);
    const counted = rest.seen.flatMap(({ headers }) => headers["x-hawkmoth-tool"] ?? []);
    expect(counted).toEqual(["repro_get_ticket", "repro_update_ticket"]);
  });

  it("speaks of its own arguments and tools when the API refuses", async () => {
    rest.answers["comment.list"] = new AppError("NOT_FOUND", { field: "bug_id", message: "Invalid 'bug_id'" });
    const error = errorOf(await call("repro_list_ticket_comments", { ticketId: "SHOP-9" }, { profile: "repro" }));
    expect(error).toMatchObject({
      field: "ticketId",
      message: "Invalid 'ticketId'",
      next: "Call repro_list_tickets to get a valid ticketId.",
    });
    rest.answers["sensitive.replay_raw"] = new AppError("PAYLOAD_TOO_LARGE", {
      hint: "Ask for a part with from_ms and to_ms, or for all of it with acknowledge_size: true.",
      details: { next: "Call again with from_ms: 0 and to_ms: 900." },
    });
    expect(errorOf(await call("repro_get_replay_raw", { ticketId: "SHOP-9" }, { profile: "repro" }))).toMatchObject({
      hint: "Ask for a part with fromMs and toMs, or for all of it with acknowledgeSize: true.",
      next: "Call again with fromMs: 0 and toMs: 900.",
    });
  });
});

describe("the ticket that is updated", () => {
  it("gets its tags replaced at the version that was read", async () => {
    await call("repro_update_ticket", { ticketId: "SHOP-412", status: "resolved", tags: ["Checkout", "payment"] });
    expect(sentBy("repro_update_ticket")?.body).toEqual({ status: "RESOLVED", label_add: ["payment"], if_version: 3 });
    await call("repro_update_ticket", { ticketId: "SHOP-412", tags: [] });
    expect(sentBy("repro_update_ticket")?.body).toEqual({ label_remove: ["checkout"], if_version: 3 });
  });

  it("is assigned by name, by address, or to nobody", async () => {
    rest.answers["project.list_assignees"] = {
      assignees: [{ assignee_type: "MEMBER", assignee_id: IDS.member, name: "Mara", role: "OWNER", load: 0 }],
    };
    await call("repro_update_ticket", { ticketId: "SHOP-412", assignees: ["@mara"] });
    const mara = { assignee_type: "MEMBER", assignee_id: IDS.member };
    expect(sentBy("repro_update_ticket")?.body).toEqual(mara);
    await call("repro_update_ticket", { ticketId: "SHOP-412", assignees: [] });
    expect(sentBy("repro_update_ticket")?.body).toEqual({ assignee_id: "none" });
  });

  it("is refused somebody unknown, and two at once, before anything is written", async () => {
    expect(errorOf(await call("repro_update_ticket", { ticketId: "SHOP-412", assignees: ["octocat"] }))).toMatchObject({
      code: "INVALID_INPUT",
      field: "assignees",
      hint: expect.stringContaining("GitHub logins are not known here"),
    });
    expect(
      errorOf(await call("repro_update_ticket", { ticketId: "SHOP-412", assignees: ["mara", "fixer"] })),
    ).toMatchObject({ message: "Invalid 'assignees': a bug has one assignee" });
    expect(rest.seen.some(({ method }) => method === "PATCH")).toBe(false);
  });
});

it("a screenshot over 1 MB is an error under the name that promises so", async () => {
  rest.answers["evidence.media"] = { media: [{ kind: "SCREENSHOT", size_bytes: 2_000_000 }] };
  const error = errorOf(await call("repro_get_screenshot", { ticketId: "SHOP-412" }, { profile: "repro" }));
  expect(error).toMatchObject({ code: "PAYLOAD_TOO_LARGE", hint: expect.stringContaining("in the dashboard") });
  expect(error).not.toHaveProperty("next");
  expect((await call("get_screenshot", { bug_id: "SHOP-412" })).isError).toBeUndefined();
});

describe("a connection that is pinned to a project", () => {
  const wish = { toolsets: "all,compat", project: "shop" };

  it("says so with each request, and fills the project in", async () => {
    await call("create_bug", { title: "x" }, wish);
    expect(sentBy("create_bug")).toMatchObject({
      headers: { "x-hawkmoth-project": "shop" },
      body: { project_id: IDS.project, title: "x" },
    });
    await call("list_project_members", {}, wish);
    expect(sentBy("list_project_members")?.path).toBe(`/api/v1/projects/${IDS.project}/assignees`);
    await call("repro_list_tickets", {}, wish);
    expect(sentBy("repro_list_tickets")?.query.get("project_id")).toBe(IDS.project);
  });

  it("takes no project from a call", async () => {
    expect(errorOf(await call("list_bugs", { project_id: IDS.project }, wish))).toMatchObject({
      field: "project_id",
      next: "Call list_bugs again without project_id.",
    });
  });

  it("does nothing when the key can't see the project", async () => {
    expect(errorOf(await call("create_bug", { title: "x" }, { project: "NOPE" }))).toMatchObject({ code: "NOT_FOUND" });
    expect(sentBy("create_bug")).toBeUndefined();
  });
});

it("a lockdown goes with each request", async () => {
  await call("get_bug", { bug_id: "SHOP-412" }, { lockdown: "1" });
  expect(sentBy("get_bug")?.headers["x-hawkmoth-lockdown"]).toBe("true");
});
