import { AppError } from "@hawkmoth/domain/errors";
import type { ToolResult } from "./content.ts";
import type { Connection } from "./host.ts";
import { isRecord } from "./json-schema.ts";
import type { StandingOf } from "./me.ts";
import { presentResult } from "./present.ts";
import type { Offer, Registry, Tool } from "./registry.ts";
import { withReferences } from "./references.ts";
import { pathSegment, readFile, sendCall, type ApiTarget } from "./send.ts";
import { labelled } from "./trust.ts";
import { viewOf } from "./views.ts";

type Arguments = Readonly<Record<string, unknown>>;

/** Reads through the operations of the tools, for what is offered besides them: resources, prompts, completions. */
export interface ToolReader {
  /** The answer as the tool itself would give it. @throws AppError as the API refuses. */
  present: (connection: Connection, tool: string, args: Arguments) => Promise<ToolResult>;
  /** The answer of the API, clean, but in no budget. @throws AppError as the API refuses. */
  value: (connection: Connection, tool: string, args: Arguments) => Promise<Record<string, unknown>>;
  /** The bytes of a stored file of a bug. @throws NOT_FOUND when the API gives none. */
  file: (connection: Connection, media_id: string) => Promise<Buffer>;
  /** What the connection lists. */
  listed: (connection: Connection) => Promise<readonly Offer[]>;
}

/** What a reader is made of. */
export interface ReaderOptions {
  registry: Registry;
  api: ApiTarget;
  own_origin: string | null;
  server: { version: string; protocols: readonly string[] };
  listed: ToolReader["listed"];
  standing: StandingOf;
}

/** Makes a reader. A tool that the connection excludes can't be read around either. */
export function toolReader(options: ReaderOptions): ToolReader {
  const { own_origin, server, listed } = options;
  return {
    listed,
    present: async (connection, name, args) => {
      const { tool, raw } = await read(options, connection, { name, args });
      const offers = await listed(connection);
      const names = offers.map((offer) => offer.name);
      const toolsets = [...new Set(offers.map((offer) => offer.toolset))];
      return presentResult({ tool, raw, own_origin, call: { args, listed: names, toolsets, server } });
    },
    file: async ({ caller }, media_id) =>
      await readFile(options.api, `/artifacts/${pathSegment(media_id, "media_id")}/content`, caller),
    value: async (connection, name, args) => {
      const { tool, raw } = await read(options, connection, { name, args });
      const { value } = labelled(viewOf(raw, tool.omit), tool.operation.output, { own_origin });
      return isRecord(value) ? value : {};
    },
  };
}

async function read(
  { registry, api, own_origin, standing }: ReaderOptions,
  { caller, selection }: Connection,
  { name, args: given }: { name: string; args: Arguments },
): Promise<{ tool: Tool; raw: unknown }> {
  const tool = registry.get(name);
  if (!tool || selection.excluded.includes(name)) throw new AppError("NOT_FOUND");
  const place = { standing: () => standing(caller), pin: selection.project, own_origin };
  const args = await withReferences(tool, given, place);
  const answer = await sendCall(api, { tool, args, caller });
  if (answer.ok) return { tool, raw: answer.value };
  const { code, message, field, hint } = answer.error;
  throw new AppError(code, { message, ...(field ? { field } : {}), ...(hint ? { hint } : {}) });
}
