import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogueOf, type AnyOffer } from "./catalogue.ts";
import type { ToolResult } from "./content.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { connectionOf, createHost } from "./host.ts";
import { isRecord } from "./json-schema.ts";
import { cursorBehind, placeOf, type Listing } from "./paging.ts";
import { buildRegistry, type Registry } from "./registry.ts";
import { readSelection } from "./selection.ts";
import { startRestServer, type RestServer, type SeenRequest } from "./testing/rest-server.ts";
import { SAMPLE_ARGUMENTS } from "./testing/sample-arguments.ts";
import { samples } from "./testing/samples.ts";

const ROWS = 41;
const CALLER = { credential: "hm_key_mara", client: null, ip: null };
const registry = buildRegistry(operations);
const sparing: Registry = new Map([...registry].map(([name, tool]) => [name, { ...tool, budget_tokens: 350 }]));
const LISTS = [...catalogueOf(registry).values()].flatMap((offer) => {
  const listing = listingOf(offer);
  return listing ? [{ name: offer.name, listing }] : [];
});

let rest: RestServer;

beforeAll(async () => {
  rest = await startRestServer(operations);
});
afterAll(() => rest.close());

function listingOf(offer: AnyOffer): Listing | null {
  return "run" in offer ? null : offer.listing;
}

/** Has the API answer every list with so many rows, each a number of its own and texts of so many characters. */
function fill(characters: number): void {
  const plain = samples();
  for (const { listing, operation } of registry.values()) {
    const answer = plain[operation.path];
    const given = listing && isRecord(answer) ? answer[listing.rows] : null;
    const row: unknown = Array.isArray(given) ? given[0] : null;
    if (!listing || !isRecord(answer) || !isRecord(row)) continue;
    const rows = Array.from({ length: ROWS }, (_, index) => numbered(row, listing, { index, characters }));
    rest.answers[operation.path] = (entry: SeenRequest) => pageOf(answer, rows, { listing, entry });
  }
}

function numbered(
  row: Record<string, unknown>,
  { id }: Listing,
  { index, characters }: { index: number; characters: number },
): Record<string, unknown> {
  const own = String((id === null ? null : row[id]) ?? "");
  const long = Object.fromEntries(
    ["title", "name", "body", "snippet", "value"].flatMap((name) =>
      typeof row[name] === "string" ? [[name, `${"lorem ipsum ".repeat(100).slice(0, characters)}${index}`]] : [],
    ),
  );
  const name = id === null ? {} : { [id]: own.replace(/..$/, String(index + 10)) };
  return { ...row, ...long, ...name, row_number: index };
}

interface Asked {
  listing: Listing;
  entry: SeenRequest;
}

function pageOf(answer: Record<string, unknown>, rows: readonly unknown[], { listing, entry }: Asked): unknown {
  if (listing.pages === "here") return { ...answer, [listing.rows]: rows };
  const start = Number(entry.query.get("cursor")?.replace("behind-", "") ?? 0);
  const end = start + Number(entry.query.get("limit"));
  return { ...answer, [listing.rows]: rows.slice(start, end), next_cursor: end < rows.length ? `behind-${end}` : null };
}

function textOf({ content }: ToolResult): string {
  const [block] = content;
  return block?.type === "text" ? block.text : "";
}

/** Follows the cursors of a list as a client does that knows nothing else. */
async function walk(tools: Registry, name: string, args: Record<string, unknown> = {}) {
  const host = createHost({ registry: tools, api: { origin: rest.origin, fetch }, version: "0", own_origin: null });
  const connection = connectionOf(CALLER, readSelection({ tools: name }, tools));
  const offer = host.catalogue.get(name);
  const output = offer?.listed.outputSchema.properties ?? {};
  const cursorName = output["nextCursor"] ? "nextCursor" : "next_cursor";
  const budget = offer && !("run" in offer) ? offer.budget_tokens : 0;
  const seen: unknown[] = [];
  const calls: ToolResult[] = [];
  let cursor: unknown = null;
  do {
    const given = { ...SAMPLE_ARGUMENTS[name], ...args, ...(cursor === null ? {} : { cursor }) };
    const result = await host.call(connection, { name, args: given });
    expect(result.isError, textOf(result)).toBeUndefined();
    expect(estimateTokens(textOf(result))).toBeLessThanOrEqual(budget);
    const value = result.structuredContent ?? {};
    seen.push(...rowsOf(value));
    calls.push(result);
    expect(value).toHaveProperty(cursorName);
    cursor = value[cursorName];
  } while (cursor !== null && calls.length < 100);
  return { seen, calls };
}

function rowsOf(value: Record<string, unknown>): unknown[] {
  const lists = Object.values(value).filter((list) => Array.isArray(list));
  return lists.flat().flatMap((row: unknown) => (isRecord(row) && "row_number" in row ? [row["row_number"]] : []));
}

const EVERY_ROW_ONCE = Array.from({ length: ROWS }, (_, index) => index);

it("knows every tool whose answer goes on in another page", () => {
  const paged = [...registry.values()].filter(
    ({ operation }) =>
      operation.output?.properties?.["next_cursor"] && operation.input?.properties?.["limit"] !== undefined,
  );
  const known = [...registry.values()].filter(({ listing }) => listing?.pages === "api");
  expect(known.map(({ name }) => name)).toEqual(paged.map(({ name }) => name));
});

describe.each(LISTS.map(({ name }) => name))("%s", (name) => {
  it("gives each row once to whoever follows its cursor", async () => {
    fill(10);
    expect((await walk(registry, name)).seen).toEqual(EVERY_ROW_ONCE);
  });

  it("gives each row once where a page has no room, and says how many it left out and how to go on", async () => {
    fill(400);
    const { seen, calls } = await walk(sparing, name);
    expect(seen).toEqual(EVERY_ROW_ONCE);
    expect(calls[0]?.structuredContent).toMatchObject({
      omitted: expect.any(Object),
      next: expect.stringMatching(new RegExp(`^Call ${name} again with next_?[cC]ursor as cursor for the rest\\.$`)),
    });
  });
});

it.each(["list_bug_comments", "repro_list_tickets", "list_labels"])(
  "%s gives each row once also where a row is longer than a whole answer may be",
  async (name) => {
    fill(2500);
    expect((await walk(sparing, name)).seen).toEqual(EVERY_ROW_ONCE);
  },
);

it.each(["list_bugs", "list_open_bugs", "list_closed_bugs", "search_bugs"])(
  "%s has room for its twenty rows by default, however long their titles are",
  async (name) => {
    fill(400);
    const { calls } = await walk(registry, name);
    const [first] = calls;
    expect(first?.structuredContent).toMatchObject({ bugs: { length: 20 } });
    expect(first?.structuredContent).not.toHaveProperty("omitted");
  },
);

it("reads as JSON while that has room, and as a table where only that has", async () => {
  fill(10);
  const short = await walk(registry, "list_bugs", { limit: 10 });
  expect(JSON.parse(textOf(short.calls[0] ?? { content: [] }))).toEqual(short.calls[0]?.structuredContent);
  fill(400);
  const long = await walk(registry, "repro_list_tickets");
  expect(textOf(long.calls[0] ?? { content: [] })).toMatch(/^key\tstatus\t.*\n(?:SHOP-.*\n){25}\{"nextCursor":"/);
  const asked = await walk(registry, "list_bugs", { format: "json" });
  for (const call of asked.calls) expect(JSON.parse(textOf(call))).toEqual(call.structuredContent);
});

describe("a cursor of ours", () => {
  const listing: Listing = { rows: "labels", id: "id", pages: "here" };
  const rows = ["a", "b", "c", "d"].map((id) => ({ id }));

  it("goes on behind the last row shown, wherever that stands by now", () => {
    const cursor = cursorBehind(2, rows, listing);
    expect(placeOf(cursor, rows, listing)).toBe(2);
    expect(placeOf(cursor, [{ id: "new" }, ...rows], listing)).toBe(3);
  });

  it("goes on at its place when the last row shown has gone", () => {
    expect(placeOf(cursorBehind(2, rows, listing), [{ id: "a" }, { id: "c" }], listing)).toBe(2);
  });

  it.each(["page-2", "", "WzFd", btoa('["2","b"]'), btoa('[-1,"b"]'), btoa('[1.5,"b"]')])(
    "that was not made here is refused: %j",
    (cursor) => {
      expect(() => placeOf(cursor, rows, listing)).toThrow(/start again without it/);
    },
  );
});
