/** A group of tools that is switched on and off together. */
export interface ToolsetInfo {
  /** Shown to people who choose. */
  purpose: string;
  is_default: boolean;
  /** False for sets that even `all` leaves out and that have to be named. */
  in_all: boolean;
}

/** Every toolset, in the order in which tools are listed. */
export const TOOLSETS = {
  orient: {
    purpose: "Know where I am: workspace, projects, people and agents, what this token may do",
    is_default: true,
    in_all: true,
  },
  triage: { purpose: "Find and read bugs", is_default: true, in_all: true },
  evidence: {
    purpose: "See what the reporter saw: console, network, screenshot, replay",
    is_default: true,
    in_all: true,
  },
  resolve: { purpose: "File, update, comment, produce a fix prompt", is_default: true, in_all: true },
  agent_work: { purpose: "Be an assignee: get, claim, heartbeat, report", is_default: true, in_all: true },
  regression: { purpose: "Suites, runs, results", is_default: false, in_all: true },
  labels: { purpose: "Manage labels", is_default: false, in_all: true },
  integrations: { purpose: "Link bugs to GitHub issues", is_default: false, in_all: true },
  insights: { purpose: "Stats, duplicates, activity", is_default: false, in_all: true },
  housekeeping: { purpose: "Bulk edits and duplicate merging, dry run first", is_default: false, in_all: true },
  setup: { purpose: "Install the capture SDK in a codebase", is_default: false, in_all: true },
  sensitive: { purpose: "Cookies and raw replay", is_default: false, in_all: false },
  oversight: { purpose: "Audit log, tokens, agents", is_default: false, in_all: true },
  app: { purpose: "What the pages of MCP Apps call by themselves", is_default: false, in_all: false },
  compat: { purpose: "The tool names of other trackers, for the same tools", is_default: false, in_all: false },
} as const satisfies Record<string, ToolsetInfo>;

/** Name of a toolset. */
export type Toolset = keyof typeof TOOLSETS;

/** Names of all toolsets in listing order. */
export const TOOLSET_NAMES: readonly Toolset[] = Object.keys(TOOLSETS).filter(isToolset);

/** True for the name of a toolset. */
export function isToolset(name: string): name is Toolset {
  return Object.hasOwn(TOOLSETS, name);
}
