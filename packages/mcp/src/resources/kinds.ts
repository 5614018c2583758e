import type { ListedTemplate } from "../surface.ts";

/** A family of resources that a template describes: each one is what a reading tool answers. */
export interface ResourceKind {
  /** URI with parameters in braces (RFC 6570, level 1); without any it names one resource. */
  template: string;
  name: string;
  title: string;
  description: string;
  mimeType: string;
  tool: string;
  /** Arguments of the tool besides those of the URI. */
  args?: Readonly<Record<string, unknown>>;
}

const BUG = "hawkmoth:///bugs/{bug_id}";
const JSON_TYPE = "application/json";

/** What this connection is and may do. */
export const CAPABILITIES: ResourceKind = {
  template: "hawkmoth:///capabilities",
  name: "capabilities",
  title: "Capabilities",
  description: "Who the caller is, its projects and scopes, and the tools of this connection",
  mimeType: JSON_TYPE,
  tool: "get_capabilities",
};

/** Everything that can be read by a parameter, in listing order. */
export const KINDS: readonly ResourceKind[] = [
  {
    template: "hawkmoth:///projects/{project_id}",
    name: "project",
    title: "Project",
    description: "A project by id",
    mimeType: JSON_TYPE,
    tool: "list_projects",
  },
  {
    template: BUG,
    name: "bug",
    title: "Bug",
    description: "A bug by key or id: its fields, and a digest of first error, failing requests and last steps",
    mimeType: JSON_TYPE,
    tool: "get_bug",
  },
  {
    template: `${BUG}/context`,
    name: "bug-context",
    title: "Context of a bug",
    description: "Errors, console, network, page and system, ranked by closeness to the failure",
    mimeType: JSON_TYPE,
    tool: "get_bug_context",
  },
  {
    template: `${BUG}/console`,
    name: "bug-console",
    title: "Console of a bug",
    description: "Console lines at every level, repeated ones counted",
    mimeType: JSON_TYPE,
    tool: "get_bug_context",
    args: { include: ["console"], level: "all" },
  },
  {
    template: `${BUG}/network`,
    name: "bug-network",
    title: "Network of a bug",
    description: "Requests without their bodies",
    mimeType: JSON_TYPE,
    tool: "get_bug_context",
    args: { include: ["network"] },
  },
  {
    template: `${BUG}/replay/transcript`,
    name: "bug-transcript",
    title: "Replay of a bug as text",
    description: "What the reporter did and saw, in order of time",
    mimeType: "text/plain",
    tool: "get_replay_transcript",
    args: { verbosity: "detailed" },
  },
  {
    template: `${BUG}/screenshot`,
    name: "bug-screenshot",
    title: "Screenshot of a bug",
    description: "The page as the reporter saw it",
    mimeType: "image/png",
    tool: "get_screenshot",
  },
  {
    template: `${BUG}/media`,
    name: "bug-media-list",
    title: "Media of a bug",
    description: "Screenshots, replay and attached files, with type and size",
    mimeType: JSON_TYPE,
    tool: "get_bug_media",
  },
  {
    template: `${BUG}/media/{media_id}`,
    name: "bug-media",
    title: "A file of a bug",
    description: "A screenshot or an attached file, up to 1 MB",
    mimeType: "application/octet-stream",
    tool: "get_bug_media",
  },
  {
    template: `${BUG}/replay/raw/{from_ms}`,
    name: "bug-replay-raw",
    title: "Recorded events of a bug",
    description: "Sanitised rrweb events from a time on, as many as fit; needs sensitive:read",
    mimeType: JSON_TYPE,
    tool: "get_replay_raw",
    args: { acknowledge_size: true },
  },
  {
    template: `${BUG}/prompt`,
    name: "bug-prompt",
    title: "Fix prompt of a bug",
    description: "A prompt to fix the bug by, with the evidence in marked blocks",
    mimeType: "text/markdown",
    tool: "generate_fix_prompt",
  },
];

/** All templates, the same for every caller. */
export const TEMPLATES: readonly ListedTemplate[] = KINDS.map(({ template, name, title, description, mimeType }) => ({
  uriTemplate: template,
  name,
  title,
  description,
  mimeType,
}));
