import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { z } from "zod";
import { say } from "../progress.ts";
import { overHttp, overStdio, send, type Ask } from "./callers.ts";
import { interleaved, median, timed, type Figure } from "./figures.ts";
import { startProduct, type Product } from "./product.ts";
import { entryOf, installServers, PUBLIC_SERVERS, type PublicServer } from "./public-servers.ts";

const WARM_UP = 100;
const ROUNDS = 300;
const STARTS = 9;
const BARS = { http: 2, stdio: 1, list: 2, start: 250 };

const PLAIN = "REST";
/** The request that the MCP server sends: audited, and counted for user and address. */
const AUDITED = "REST as MCP sends it";

const Tools = z.object({ tools: z.array(z.looseObject({})) });
const Bugs = z.object({ bugs: z.array(z.object({ key: z.string() })) });

interface Contestant {
  subject: string;
  start: () => ReturnType<typeof overStdio>;
  call: PublicServer["call"];
}

/** MCP beside the same REST calls, and our stdio server beside public ones, all in one session. */
export async function benchMcp(): Promise<Figure[]> {
  say("hawkmoth: starting Postgres, the API and the MCP server");
  const product = await startProduct();
  try {
    const ours: Contestant = {
      subject: "hawkmoth",
      start: () => overStdio([product.bundle], { HAWKMOTH_URL: product.api_url, HAWKMOTH_API_KEY: product.key }),
      call: { name: "list_projects", arguments: {} },
    };
    say("hawkmoth: calls over REST, HTTP of both eras and stdio");
    const overhead = await measureOverhead(product, ours);
    say("hawkmoth: starts of stdio servers, ours and public ones");
    const folder = await installServers();
    const others = PUBLIC_SERVERS.map((server) => ({
      subject: `${server.package}@${server.version}`,
      start: () => overStdio([entryOf(folder, server), ...server.args], {}),
      call: server.call,
    }));
    return [...overhead, ...(await compare([ours, ...others]))];
  } finally {
    await product.stop();
  }
}

async function measureOverhead(product: Product, ours: Contestant): Promise<Figure[]> {
  const stdio = await ours.start();
  const env = { HAWKMOTH_URL: product.api_url, HAWKMOTH_API_KEY: product.key };
  const bare = await overStdio([product.floor.script], env);
  const headers = { authorization: `Bearer ${product.key}`, accept: "application/json" };
  const rest = async (path: string, more: Record<string, string> = {}) =>
    await send(`${product.api_url}/api/v1${path}`, { method: "GET", headers: { ...headers, ...more } });
  const { bugs } = Bugs.parse(JSON.parse(await rest("/bugs?limit=1")));
  const bug_id = bugs[0]?.key ?? "";
  const asks: Record<string, Ask> = {
    "HTTP, 2025": overHttp(product.mcp_url, product.key, "2025"),
    "HTTP, 2026": overHttp(product.mcp_url, product.key, "2026"),
    stdio: stdio.ask,
  };
  const floors: Record<string, Ask> = {
    "HTTP, 2026, SDK floor": overHttp(product.floor.url, product.key, "2026"),
    "stdio, SDK floor": bare.ask,
  };
  const figures: Figure[] = [];
  const calls = {
    get_bug: { path: `/bugs/${bug_id}`, args: { bug_id } },
    list_projects: { path: "/projects?limit=20", args: {} },
  };
  for (const [name, { path, args }] of Object.entries(calls)) {
    const works = {
      [PLAIN]: () => rest(path),
      [AUDITED]: () => rest(path, { "x-hawkmoth-via": "MCP", "x-hawkmoth-tool": name, "x-hawkmoth-client": "bench/1" }),
      ...Object.fromEntries(
        Object.entries(asks).map(([how, ask]) => [how, () => ask("tools/call", { name, arguments: args })]),
      ),
      ...Object.fromEntries(
        Object.entries(floors).map(([how, ask]) => [how, () => ask("tools/call", { name, arguments: { path } })]),
      ),
    };
    figures.push(...overREST(name, await medians(works)));
  }
  const lists = Object.fromEntries(Object.entries(asks).map(([how, ask]) => [how, () => ask("tools/list")]));
  for (const [how, value] of Object.entries(await medians(lists)))
    figures.push({ what: "tools/list p50", subject: how, value, unit: "ms", bar: BARS.list });
  await Promise.all([stdio.stop(), bare.stop()]);
  return figures;
}

async function medians(works: Readonly<Record<string, () => Promise<unknown>>>): Promise<Record<string, number>> {
  await interleaved(works, WARM_UP);
  const times = await interleaved(works, ROUNDS);
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

function overREST(call: string, times: Record<string, number>): Figure[] {
  const rows: Figure[] = [];
  for (const [how, value] of Object.entries(times)) {
    rows.push({ what: `${call} p50`, subject: how, value, unit: "ms" });
    if (how === PLAIN || how === AUDITED) continue;
    const bar = how.endsWith("floor") ? {} : { bar: how === "stdio" ? BARS.stdio : BARS.http };
    rows.push({
      what: `${call} over the same REST call`,
      subject: how,
      value: value - (times[AUDITED] ?? 0),
      unit: "ms",
      ...bar,
    });
    rows.push({
      what: `${call} over REST without audit`,
      subject: how,
      value: value - (times[PLAIN] ?? 0),
      unit: "ms",
    });
  }
  return rows;
}

async function compare(contestants: readonly Contestant[]): Promise<Figure[]> {
  const firstList = async ({ start }: Contestant) => {
    const server = await start();
    await server.ask("tools/list");
    await server.stop();
  };
  const alive = await startable(contestants);
  const starts = await interleaved(Object.fromEntries(alive.map((one) => [one.subject, () => firstList(one)])), STARTS);
  const figures: Figure[] = [];
  for (const { subject } of alive) {
    const bar = subject === "hawkmoth" ? { bar: BARS.start } : {};
    figures.push({
      what: "stdio start to first list",
      subject,
      value: median(starts[subject] ?? []),
      unit: "ms",
      ...bar,
    });
  }
  const running = await Promise.all(alive.map(async (one) => ({ ...one, server: await one.start() })));
  const lists = await medians(
    Object.fromEntries(running.map(({ subject, server }) => [subject, () => server.ask("tools/list")])),
  );
  const calls = await medians(
    Object.fromEntries(
      running.flatMap(({ subject, server, call }) => (call ? [[subject, () => server.ask("tools/call", call)]] : [])),
    ),
  );
  for (const [subject, value] of Object.entries(lists))
    figures.push({ what: "stdio tools/list p50", subject, value, unit: "ms" });
  for (const [subject, value] of Object.entries(calls))
    figures.push({ what: "stdio trivial call p50", subject, value, unit: "ms" });
  for (const { subject, server } of running) figures.push(...costOf(subject, await server.ask("tools/list")));
  await Promise.all(running.map(({ server }) => server.stop()));
  return figures;
}

/** A server that does not start here, for want of a network for instance, is left out and said. */
async function startable(contestants: readonly Contestant[]): Promise<Contestant[]> {
  const alive: Contestant[] = [];
  for (const one of contestants) {
    try {
      const server = await one.start();
      const took = await timed(() => server.ask("tools/list"));
      await server.stop();
      if (Number.isFinite(took)) alive.push(one);
    } catch (error) {
      say(`hawkmoth: left out ${one.subject}: ${error instanceof Error ? error.message : "it does not start"}`);
    }
  }
  return alive;
}

function costOf(subject: string, list: unknown): Figure[] {
  const { tools } = Tools.parse(list);
  const tokens = (value: unknown) => encode(JSON.stringify(value)).length;
  const bare = tools.map(({ outputSchema: _output, ...tool }) => tool);
  const total = tokens(bare);
  return [
    { what: "tools listed", subject, value: tools.length, unit: "tools" },
    { what: "list without output schemas", subject, value: total, unit: "tokens" },
    { what: "list as sent", subject, value: tokens(tools), unit: "tokens" },
    { what: "list per tool", subject, value: total / tools.length, unit: "tokens" },
  ];
}
