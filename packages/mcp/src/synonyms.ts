import { nearestName } from "@hawkmoth/domain/search/nearest";

function all(meant: readonly string[], others: string): [string, readonly string[]][] {
  return others.split(" ").map((other) => [other, meant]);
}

/** Arguments of other trackers and of REST, with ours that may be meant, likeliest first. */
const ARGUMENTS = new Map<string, readonly string[]>([
  ...all(
    ["bug_id", "into_bug_id", "ticketId"],
    "issue issueid issuekey issuenumber ticket ticketkey ticketid bug bugid bugkey report reportid",
  ),
  ...all(["bug_id", "task_id", "label_id", "suite_id", "run_id", "ticketId"], "id key number ref"),
  ...all(["body", "comment", "note", "query", "reason"], "text message content comment markdown note body"),
  ...all(["description", "body"], "details steps_to_reproduce"),
  ...all(["title", "name"], "summary subject headline name"),
  ...all(["query", "text"], "q search term terms keywords jql filter"),
  ...all(["limit"], "perpage pagesize count max maxresults first top size n"),
  ...all(["cursor"], "page offset after next startat nextcursor pagetoken"),
  ...all(["project_id", "projectId"], "project projectid projectkey repo repository board honeycomb"),
  ...all(["assignee_id", "assignees"], "assignee assigneeid owner user userid assignedto assignees"),
  ...all(["label", "label_add", "label_name", "tags"], "labels tags tag label"),
  ...all(["sort"], "order orderby sortby"),
  ...all(["updated_after", "after"], "since updatedsince from"),
  ...all(["status", "outcome"], "state result"),
  ...all(["priority", "severity"], "importance urgency level"),
  ...all(["resolution_note", "resolution"], "reason because"),
  ...all(["duplicate_of", "into_bug_id"], "duplicate original"),
  ...all(["lease_token"], "lease token"),
]);

/** Words for states and ranks, with ours. */
const OPTIONS = new Map<string, readonly string[]>([
  ...all(["RESOLVED", "SUCCEEDED", "PASSED", "FIXED"], "done fixed complete completed finished solved success ok pass"),
  ...all(["OPEN", "QUEUED"], "todo new backlog unresolved pending triage"),
  ...all(["IN_PROGRESS", "RUNNING"], "doing wip started active working inprogress"),
  ...all(["IN_REVIEW"], "review reviewing testing"),
  ...all(["FAILED"], "fail error broken"),
  ...all(["CRITICAL"], "urgent blocker highest p0 p1 showstopper"),
  ...all(["HIGH"], "major important p2"),
  ...all(["MEDIUM"], "normal moderate p3"),
  ...all(["LOW"], "minor trivial lowest p4"),
  ...all(["WONT_FIX"], "wontfix rejected declined notplanned invalid"),
  ...all(["DUPLICATE"], "dup dupe"),
  ...all(["MEMBER"], "user human person people"),
  ...all(["AGENT"], "bot ai"),
  ...all(["updated", "created"], "recent newest latest date"),
  ...all(["all"], "any both"),
]);

/** The argument that was most likely meant: by spelling, or by what other trackers call it. */
export function nearestArgument(name: string, known: readonly string[]): string | null {
  return nearestName(name, known) ?? meantBy(ARGUMENTS, name, known);
}

/** The option that was most likely meant: by spelling, or by what other trackers call it. */
export function nearestOption(name: string, known: readonly string[]): string | null {
  return meantBy(OPTIONS, name, known) ?? nearestName(name, known);
}

function meantBy(words: ReadonlyMap<string, readonly string[]>, name: string, known: readonly string[]): string | null {
  const plain = name
    .slice(0, 100)
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .toLowerCase();
  return words.get(plain)?.find((meant) => known.includes(meant)) ?? null;
}
