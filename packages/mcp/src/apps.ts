import type { ListedTool } from "./registry.ts";
import type { StaticResource } from "./resources/static-resources.ts";
import { isRecord } from "./json-schema.ts";

/** The extension by which clients say that they can show pages (MCP Apps, 2026-01-26). */
const UI_EXTENSION = "io.modelcontextprotocol/ui";
const PAGE_TYPE = "text/html;profile=mcp-app";

interface AppPage {
  /** Name of the page in the build. */
  page: string;
  uri: string;
  title: string;
  description: string;
  /** The tool whose answer it shows. */
  tool: string;
}

const PAGES: readonly AppPage[] = [
  {
    page: "replay",
    uri: "ui://hawkmoth/replay.html",
    title: "Replay",
    description: "Plays the recorded session beside what happened in it",
    tool: "get_replay_transcript",
  },
  {
    page: "bug-card",
    uri: "ui://hawkmoth/bug-card.html",
    title: "Bug card",
    description: "A bug with its status and owner to change",
    tool: "get_bug",
  },
];

/** How tools and pages are tied together, in the words of the extension. */
export type UiMeta = { ui: { resourceUri: string } | { visibility: ["app"] } };

/** The built pages as resources. They load nothing from anywhere, so hosts need to open no origin for them. */
export function appResources(pages: Readonly<Record<string, string>>): StaticResource[] {
  return PAGES.flatMap(({ page, uri, title, description }) => {
    const text = pages[page];
    const _meta = { ui: { prefersBorder: true } };
    return text === undefined ? [] : [{ uri, name: page, title, description, mimeType: PAGE_TYPE, text, _meta }];
  });
}

const tied = new WeakMap<ListedTool, ListedTool>();

/** A tool as hosts that show pages list it: with the page for its answers, or the mark that pages alone call it. */
export function withUi(listed: ListedTool, isForPages: boolean, statics: readonly StaticResource[] = []): ListedTool {
  const known = tied.get(listed);
  if (known) return known;
  const page = PAGES.find(({ tool, uri }) => tool === listed.name && statics.some((each) => each.uri === uri));
  const made: ListedTool = isForPages
    ? { ...listed, _meta: { ui: { visibility: ["app"] } } }
    : { ...listed, ...(page ? { _meta: { ui: { resourceUri: page.uri } } } : {}) };
  tied.set(listed, made);
  return made;
}

/** True when a client that says this of itself shows pages. */
export function showsPages(capabilities: unknown): boolean {
  const extensions = isRecord(capabilities) ? capabilities["extensions"] : undefined;
  return isRecord(extensions) && isRecord(extensions[UI_EXTENSION]);
}
