import { AppError } from "@hawkmoth/domain/errors";
import { matchUri } from "@hawkmoth/mcp/resources/uri";
import type { ReadResource, Surface } from "@hawkmoth/mcp/surface";
import { FIXTURE_PROMPTS } from "./fixture-prompts.ts";
import { FIXTURE_TOOLS } from "./fixture-tools.ts";
import { ASKING_TOOLS } from "./asking-tools.ts";
import { HEADER_TOOL } from "./header-tool.ts";
import { PIXEL } from "./media.ts";

const TEMPLATE = "test://template/{id}/data";
const TEXT = "test://static-text";
const BINARY = "test://static-binary";
const WATCHED = "test://watched-resource";

function read(uri: string): ReadResource {
  const id = matchUri(TEMPLATE, uri)?.["id"];
  if (id !== undefined) {
    const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
    return { contents: [{ uri, mimeType: "application/json", text }] };
  }
  if (uri === BINARY) return { contents: [{ uri, mimeType: "image/png", blob: PIXEL }] };
  if (uri !== TEXT && uri !== WATCHED) throw new AppError("NOT_FOUND");
  const text = "This is the content of the static text resource.";
  return { contents: [{ uri, mimeType: "text/plain", text }] };
}

/** What the conformance suite expects of a server, in place of Hawkmoth's tools. */
export const FIXTURE_SURFACE: Omit<Surface, "version"> = {
  list: async () => [...[...FIXTURE_TOOLS.values(), ...ASKING_TOOLS.values()].map(({ listed }) => listed), HEADER_TOOL],
  callWithConsent: async () => {
    throw new AppError("INTERNAL", { cause: "fixture tools are called by the servers of their era" });
  },
  resources: {
    list: async () => ({
      resources: [TEXT, BINARY, WATCHED].map((uri) => ({
        uri,
        name: uri.slice("test://".length),
        title: uri,
        description: "Fixture of the conformance suite",
        mimeType: uri === BINARY ? "image/png" : "text/plain",
      })),
    }),
    templates: () => [
      {
        uriTemplate: TEMPLATE,
        name: "template",
        title: "Template",
        description: "Fixture of the conformance suite",
        mimeType: "application/json",
      },
    ],
    read: async (_connection, uri) => read(uri),
  },
  prompts: {
    list: () => FIXTURE_PROMPTS,
    get: async () => {
      throw new AppError("INTERNAL", { cause: "fixture prompts are written by the servers of their era" });
    },
  },
  complete: async (_connection, { argument }) => {
    const values = ["paris", "park", "party"].filter((value) => value.startsWith(argument.value));
    return { values, total: values.length, hasMore: false };
  },
};
