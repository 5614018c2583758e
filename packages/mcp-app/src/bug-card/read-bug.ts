import { isRecord, recordOf } from "../bridge.ts";

/** What the card shows of a bug: its own names and captured words, never markup. */
export interface CardBug {
  id: string;
  key: string;
  title: string;
  status: string;
  priority: string;
  assignee_name: string | null;
  /** The symptom in one line. */
  headline: string | null;
  failing_requests: string[];
  web_url: string | null;
}

/** Reads a bug from the answer of `get_bug` or of a change to it; null when the answer holds none. */
export function readBug(answer: Record<string, unknown>): CardBug | null {
  const bug = isRecord(answer["bug"]) ? answer["bug"] : answer;
  const { id, key, title, status } = bug;
  if (typeof id !== "string" || typeof key !== "string" || typeof status !== "string") return null;
  const digest = recordOf(bug["digest"]);
  const requests = digest["failing_requests"];
  return {
    id,
    key,
    status,
    title: typeof title === "string" ? title : "",
    priority: textOf(bug["priority"]) ?? "NONE",
    assignee_name: textOf(recordOf(bug["assignee"])["name"]),
    headline: textOf(digest["headline"]),
    failing_requests: (Array.isArray(requests) ? requests : []).filter(isRecord).map(requestLine),
    web_url: textOf(bug["web_url"]),
  };
}

function requestLine(request: Record<string, unknown>): string {
  const outcome = textOf(request["error"]) ?? (request["status"] === undefined ? "" : String(request["status"]));
  return [request["method"], request["url"], outcome === "" ? "" : `→ ${outcome}`]
    .filter((part) => typeof part === "string" && part !== "")
    .join(" ");
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
