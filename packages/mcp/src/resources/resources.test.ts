import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHost, type Connection, type ToolHost } from "../host.ts";
import { buildRegistry } from "../registry.ts";
import { DEFAULT_SELECTION } from "../selection.ts";
import { startRestServer, type RestServer } from "../testing/rest-server.ts";
import { IDS } from "../testing/sample-words.ts";

const registry = buildRegistry(operations);
const CONNECTION: Connection = {
  caller: { credential: "hm_key_mara", client: null, ip: null },
  selection: DEFAULT_SELECTION,
};
const PAGE = {
  uri: "ui://hawkmoth/page.html",
  name: "page",
  title: "Page",
  description: "A page of an app",
  mimeType: "text/html;profile=mcp-app",
  text: "<p>hello</p>",
  _meta: { ui: { prefersBorder: false } },
};

let rest: RestServer;
let host: ToolHost;

beforeEach(async () => {
  rest = await startRestServer(operations);
  host = createHost({
    registry,
    api: { origin: rest.origin, fetch },
    version: "0.1.0",
    own_origin: null,
    statics: [PAGE],
  });
});
afterEach(() => rest.close());

function row(number: number): Record<string, unknown> {
  const { bugs } = Object(rest.answers["bug.list"]);
  return { ...bugs[0], key: `SHOP-${number}`, title: `Bug ${number}\u200b <!-- hidden -->` };
}

function answerBugs(first: number, count: number, next_cursor: string | null): void {
  const bugs = Array.from({ length: count }, (_, index) => row(first + index));
  rest.answers["bug.list"] = { bugs, total: 900, next_cursor };
}

async function codeOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => null,
    (failure: unknown) => failure,
  );
  return error instanceof AppError ? error.code : "none";
}

describe("resources/list", () => {
  it("gives what is there for everybody, then open bugs, newest first, at the cost of one request", async () => {
    answerBugs(1, 2, null);
    const page = await host.resources.list(CONNECTION, null);
    expect(page.resources.map(({ uri }) => uri)).toEqual([
      "hawkmoth:///capabilities",
      "ui://hawkmoth/page.html",
      "hawkmoth:///bugs/SHOP-1",
      "hawkmoth:///bugs/SHOP-2",
    ]);
    expect(page).not.toHaveProperty("nextCursor");
    expect(rest.seen.map(({ path, query }) => [path, query.get("state"), query.get("sort")])).toEqual([
      ["/api/v1/bugs", "open", "created"],
    ]);
  });

  it("cleans titles and says that they come from outside", async () => {
    answerBugs(7, 1, null);
    const page = await host.resources.list(CONNECTION, null);
    expect(page.resources.at(-1)).toMatchObject({ name: "SHOP-7", title: "Bug 7 ", mimeType: "application/json" });
    expect(page._meta).toEqual({ "io.hawkmoth/trust": { integrity: "untrusted", fields: ["resources.title"] } });
  });

  it("ends after 200 bugs, and goes by the API's cursor until then", async () => {
    answerBugs(1, 100, "abc.def");
    const first = await host.resources.list(CONNECTION, null);
    answerBugs(101, 100, "ghi");
    const second = await host.resources.list(CONNECTION, first.nextCursor ?? "");
    expect(rest.seen.at(-1)?.query.get("cursor")).toBe("abc.def");
    expect([first.resources.length, second.resources.length]).toEqual([102, 100]);
    expect(second).not.toHaveProperty("nextCursor");
  });

  it.each(["", "abc", "1.x", "3.x", "2."])("refuses the cursor '%s', which is none of ours", async (cursor) => {
    expect(await codeOf(host.resources.list(CONNECTION, cursor))).toBe("INVALID_INPUT");
  });

  it("leaves bugs out for a key that may not read them, and does not hide other failures", async () => {
    for (const code of ["FORBIDDEN", "INSUFFICIENT_SCOPE"] as const) {
      rest.answers["bug.list"] = new AppError(code);
      expect((await host.resources.list(CONNECTION, null)).resources).toHaveLength(2);
    }
    rest.answers["bug.list"] = new AppError("RATE_LIMITED");
    expect(await codeOf(host.resources.list(CONNECTION, null))).toBe("RATE_LIMITED");
  });
});

describe("resources/read", () => {
  it.each<[uri: string, name: string, args: Record<string, unknown>]>([
    ["hawkmoth:///bugs/SHOP-412", "get_bug", { bug_id: "SHOP-412" }],
    ["hawkmoth:///bugs/SHOP-412/context", "get_bug_context", { bug_id: "SHOP-412" }],
    [
      "hawkmoth:///bugs/SHOP-412/console",
      "get_bug_context",
      { bug_id: "SHOP-412", include: ["console"], level: "all" },
    ],
    ["hawkmoth:///bugs/SHOP-412/network", "get_bug_context", { bug_id: "SHOP-412", include: ["network"] }],
    ["hawkmoth:///capabilities", "get_capabilities", {}],
  ])("of %s is what %s answers, with the same label", async (uri, name, args) => {
    const { contents, ...cache } = await host.resources.read(CONNECTION, uri);
    const { content, _meta } = await host.call(CONNECTION, { name, args });
    const text = content[0]?.type === "text" ? content[0].text : "";
    expect(contents).toEqual([{ uri, mimeType: "application/json", text, ...(_meta ? { _meta } : {}) }]);
    expect(cache).toEqual({});
  });

  it("of text from the page stands in a marked block", async () => {
    for (const part of ["replay/transcript", "prompt"]) {
      const { contents } = await host.resources.read(CONNECTION, `hawkmoth:///bugs/SHOP-412/${part}`);
      expect(contents[0]).toMatchObject({ _meta: { "io.hawkmoth/trust": { integrity: "untrusted" } } });
    }
  });

  it("of a screenshot is the image itself", async () => {
    const uri = "hawkmoth:///bugs/SHOP-412/screenshot";
    const { contents } = await host.resources.read(CONNECTION, uri);
    expect(contents[0]).toMatchObject({ uri, mimeType: "image/png", blob: "iVBORw0KGgo=" });
  });

  it("of a project is its row in the list, by id", async () => {
    const { contents } = await host.resources.read(CONNECTION, `hawkmoth:///projects/${IDS.project}`);
    expect(JSON.parse(contents[0] && "text" in contents[0] ? contents[0].text : "{}")).toMatchObject({ key: "SHOP" });
    expect(await codeOf(host.resources.read(CONNECTION, "hawkmoth:///projects/prj_unknown"))).toBe("NOT_FOUND");
  });

  it("of a page of ours may be kept for a day by anybody, and asks nobody", async () => {
    expect(await host.resources.read(CONNECTION, PAGE.uri)).toEqual({
      contents: [{ uri: PAGE.uri, mimeType: PAGE.mimeType, text: PAGE.text, _meta: PAGE._meta }],
      ttlMs: 86_400_000,
      cacheScope: "public",
    });
    expect(rest.seen).toEqual([]);
  });

  it.each([
    "hawkmoth:///bugs",
    "hawkmoth:///bugs/",
    "hawkmoth:///bugs/A-1/cookies",
    "hawkmoth:///bugs/A-1/context/x",
    "hawkmoth:///bugs/A-1?x=1",
    "hawkmoth:///bugs/%E0%A4%A",
    "hawkmoth://bugs/A-1",
    "file:///etc/passwd",
  ])("of %s finds nothing, without a request", async (uri) => {
    expect(await codeOf(host.resources.read(CONNECTION, uri))).toBe("NOT_FOUND");
    expect(rest.seen).toEqual([]);
  });

  it("can't be led to another route by what stands in the URI", async () => {
    await host.resources.read(CONNECTION, "hawkmoth:///bugs/..%2Fagents");
    expect(rest.seen.map(({ path }) => path)).toContain("/api/v1/bugs/..%2Fagents");
  });

  it("can't reach what the connection excludes", async () => {
    const connection = { ...CONNECTION, selection: { ...DEFAULT_SELECTION, excluded: ["get_bug_context"] } };
    expect(await codeOf(host.resources.read(connection, "hawkmoth:///bugs/A-1/network"))).toBe("NOT_FOUND");
  });
});
