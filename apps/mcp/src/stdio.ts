import operations from "@hawkmoth/client/operations.json" with { type: "json" };
import { AppError } from "@hawkmoth/domain/errors";
import { appResources } from "@hawkmoth/mcp/apps";
import { connectionOf, createHost } from "@hawkmoth/mcp/host";
import { buildRegistry, type Registry } from "@hawkmoth/mcp/registry";
import { modernServer } from "@hawkmoth/mcp/sdk-v2";
import { readSelection, type Selection } from "@hawkmoth/mcp/selection";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { Console } from "node:console";
import { parseArgs } from "node:util";
import { appPages } from "./app-pages.ts";
import { envProblems, StdioEnv } from "./env.ts";
import { LOCAL_TOOLS } from "./local/tools.ts";
import { reachApi } from "./reach-api.ts";
import { stdioTransport } from "./stdio-transport.ts";
import { VERSION } from "./version.ts";

const USAGE = `hawkmoth-mcp ${VERSION}: Hawkmoth's tools for MCP clients, over stdio.

Environment:
  HAWKMOTH_URL        address of your Hawkmoth, e.g. https://bugs.example.com
  HAWKMOTH_API_KEY    key of a member or an agent (hm_key_...)
Options (or HAWKMOTH_MCP_TOOLSETS, _TOOLS, _EXCLUDE_TOOLS, _READONLY, _PROFILE, _PROJECT, _LOCKDOWN):
  --toolsets=a,b  --tools=a,b  --exclude-tools=a,b  --readonly
  --profile=bugport|bugmojo|repro  --project=SHOP  --lockdown`;

// Everything on stdout has to be JSON-RPC, whatever a dependency would like to say.
globalThis.console = new Console(process.stderr, process.stderr);

function fail(message: string): never {
  process.stderr.write(`hawkmoth-mcp: ${message}\n`);
  process.exit(1);
}

function readFlags() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      options: {
        toolsets: text,
        tools: text,
        "exclude-tools": text,
        readonly: flag,
        profile: text,
        project: text,
        lockdown: flag,
        help: flag,
        version: flag,
      },
    }).values;
  } catch (error) {
    return fail(error instanceof Error ? error.message : "these options are not known");
  }
}

function readWish(flags: ReturnType<typeof readFlags>, env: StdioEnv, registry: Registry): Selection {
  try {
    return readSelection(
      {
        toolsets: flags.toolsets ?? env.HAWKMOTH_MCP_TOOLSETS,
        tools: flags.tools ?? env.HAWKMOTH_MCP_TOOLS,
        exclude_tools: flags["exclude-tools"] ?? env.HAWKMOTH_MCP_EXCLUDE_TOOLS,
        readonly: flags.readonly ? "true" : env.HAWKMOTH_MCP_READONLY,
        profile: flags.profile ?? env.HAWKMOTH_MCP_PROFILE,
        project: flags.project ?? env.HAWKMOTH_MCP_PROJECT,
        lockdown: flags.lockdown ? "true" : env.HAWKMOTH_MCP_LOCKDOWN,
      },
      registry,
      LOCAL_TOOLS,
    );
  } catch (error) {
    return fail(error instanceof AppError ? error.message : "the choice of tools is not valid");
  }
}

function main(): void {
  const flags = readFlags();
  if (flags.help || flags.version) {
    process.stdout.write(`${flags.version ? VERSION : USAGE}\n`);
    return;
  }
  const parsed = StdioEnv.safeParse(process.env);
  if (!parsed.success) fail(`${envProblems(parsed.error).join("; ")}`);
  const env = parsed.data;
  const registry = buildRegistry(operations);
  const connection = connectionOf(
    { credential: env.HAWKMOTH_API_KEY, client: null, ip: null },
    readWish(flags, env, registry),
  );
  const host = createHost({
    registry,
    api: { origin: env.HAWKMOTH_URL, fetch: reachApi },
    version: VERSION,
    own_origin: env.HAWKMOTH_URL,
    statics: appResources(appPages()),
    local: LOCAL_TOOLS,
    lists_offline: true,
  });
  serveStdio(() => modernServer({ host, connection }), {
    transport: stdioTransport(),
    onerror: (error) => console.error(`hawkmoth-mcp: ${error.message}`),
  });
  // Asked while the client still says hello, so that the list is there when it wants it.
  host.standing(connection.caller).catch((error: unknown) => {
    console.error(`hawkmoth-mcp: ${env.HAWKMOTH_URL}: ${error instanceof Error ? error.message : "no answer"}`);
  });
}

main();
