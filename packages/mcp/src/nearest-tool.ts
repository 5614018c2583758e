import { nearestName } from "@hawkmoth/domain/search/nearest";

/** Words of other trackers and of REST for the words that our names are made of. */
const WORDS: Readonly<Record<string, string>> = {
  ...all("bug", ["issue", "issues", "ticket", "tickets", "report", "reports", "defect", "defects", "incident", "bugs"]),
  ...all("get", ["fetch", "read", "show", "view", "describe", "retrieve", "load", "open", "details", "detail"]),
  ...all("list", ["all", "browse", "index", "enumerate"]),
  ...all("search", ["find", "query", "lookup", "grep"]),
  ...all("create", ["add", "new", "file", "post", "submit", "insert", "write", "append", "leave"]),
  ...all("update", ["edit", "modify", "patch", "set", "change", "put", "transition", "assign", "resolve", "close"]),
  ...all("delete", ["destroy", "drop"]),
  ...all("comment", ["comments", "note", "notes", "reply", "message"]),
  ...all("project", ["projects", "repo", "repos", "repository", "repositories", "honeycomb", "honeycombs"]),
  ...all("member", ["members", "people", "user", "users", "assignee", "assignees", "team"]),
  ...all("label", ["labels", "tag", "tags"]),
  ...all("screenshot", ["screenshots", "image", "picture"]),
  ...all("transcript", ["replay", "recording", "session"]),
  ...all("context", ["console", "logs", "log", "evidence", "errors", "stacktrace"]),
  ...all("task", ["tasks", "job", "jobs", "work"]),
  ...all("agent", ["agents", "bot"]),
  ...all("capability", ["capabilities", "whoami", "me", "self", "permissions", "scopes"]),
  ...all("suite", ["suites"]),
  ...all("stat", ["stats", "statistics", "metrics", "summary"]),
};

/** Names of products and words that tell nothing. */
const EMPTY = new Set(
  "jira linear github gitlab sentry hawkmoth repro mcp api v1 by id the a an of for to from with my".split(" "),
);

function all(word: string, others: readonly string[]): Record<string, string> {
  return Object.fromEntries(others.map((other) => [other, word]));
}

/**
 * The tool that was most likely meant: the nearest spelling, or else the one with the most words in common once words
 * of other trackers and of REST (`jira_get_issue`, `GET /bugs/{id}`, `bugs.list`) are read as ours. Null when none is.
 */
export function nearestTool(name: string, known: readonly string[]): string | null {
  const spelled = nearestName(name, known);
  const typed = wordsOf(name);
  const ranked = known
    .map((candidate) => ({ candidate, score: likeness(typed, wordsOf(candidate)) }))
    .toSorted((left, right) => right.score - left.score);
  const [best] = ranked;
  if (spelled !== null && isClose(name, spelled)) return spelled;
  return best && best.score >= 0.5 ? best.candidate : spelled;
}

/** Only a slip of the fingers: the same words in the same order, or nearly. */
function isClose(name: string, spelled: string): boolean {
  return Math.abs(name.length - spelled.length) <= 3;
}

/** Shared words of both, as a share of all words of both (Jaccard); what was named last decides between equals. */
function likeness(typed: readonly string[], wanted: readonly string[]): number {
  const shared = typed.filter((word) => wanted.includes(word)).length;
  const union = new Set([...typed, ...wanted]).size;
  const last = typed.at(-1);
  return union === 0 ? 0 : shared / union + (last !== undefined && wanted.includes(last) ? 0.01 : 0);
}

/** A route names what it is about last; what stands before an id is only where that belongs. */
function wordsOf(name: string): string[] {
  const words = name
    .slice(0, 100)
    .replaceAll(/\/\w+\/\{\w+\}(?=\/)/g, "")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && !EMPTY.has(word));
  return [...new Set(words.map((word) => (Object.hasOwn(WORDS, word) ? (WORDS[word] ?? word) : word)))];
}
