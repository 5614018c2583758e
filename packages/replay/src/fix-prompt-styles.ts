import type { GetFixPromptInput } from "@hawkmoth/domain/evidence/schema";

/** Ready parts of a prompt: blocks hold captured text, everything else is ours. */
export interface PromptParts {
  key: string;
  severity: string;
  priority: string;
  web_url: string;
  standing_sentence: string;
  symptom: string;
  report: string | null;
  /** How the bug was closed and came back. */
  returns: string | null;
  expected: string | null;
  attempts: string | null;
  comments: string | null;
  steps: string | null;
  suspects: string | null;
  evidence: string | null;
}

/** Puts the parts in the form that one kind of coding agent works best with. */
export type PromptStyle = (parts: PromptParts) => string;

/** One style for each kind of agent that is asked for by name. */
export const PROMPT_STYLES: Record<GetFixPromptInput["style"], PromptStyle> = {
  generic: genericPrompt,
  claude_code: claudeCodePrompt,
  cursor: cursorPrompt,
  codex: codexPrompt,
};

function join(parts: readonly (string | null)[]): string {
  return `${parts.filter((part) => part !== null && part !== "").join("\n\n")}\n`;
}

function titled(title: string, body: string | null): string | null {
  return body === null ? null : `${title}\n\n${body}`;
}

function acceptance(parts: PromptParts): string {
  const again = parts.returns ? " Say why the earlier fix did not hold." : "";
  return symptomGone(parts) + again;
}

function symptomGone(parts: PromptParts): string {
  return parts.steps
    ? "Repeat the steps above on the fixed build: the symptom no longer appears, no other error takes its place, and a test covers it that failed before the fix."
    : "The symptom no longer appears, no other error takes its place, and a test covers it that failed before the fix.";
}

function genericPrompt(parts: PromptParts): string {
  return join([
    `# Fix bug ${parts.key}`,
    `Severity ${parts.severity}, priority ${parts.priority}. Full record: ${parts.web_url}`,
    parts.standing_sentence,
    titled("## Symptom", parts.symptom),
    titled("## It came back", parts.returns),
    titled("## Expected behaviour", parts.expected),
    titled("## Report", parts.report),
    titled("## Steps to reproduce", parts.steps),
    titled("## Evidence", parts.evidence),
    titled("## Suspects, most likely first", parts.suspects),
    titled("## Earlier attempts", parts.attempts),
    titled("## Comments by people", parts.comments),
    titled("## Acceptance check", acceptance(parts)),
    "## What to do\n\nFind the root cause, fix it where it arises instead of hiding the symptom, add the test, and describe the cause, the change and how you verified it.",
  ]);
}

function claudeCodePrompt(parts: PromptParts): string {
  return join([
    `Fix bug ${parts.key} in this repository (severity ${parts.severity}, priority ${parts.priority}; record: ${parts.web_url}).`,
    parts.standing_sentence,
    `<symptom>\n${parts.symptom}\n</symptom>`,
    parts.returns && `<came_back>\n${parts.returns}\n</came_back>`,
    parts.expected && `<expected_behaviour>\n${parts.expected}\n</expected_behaviour>`,
    parts.report && `<report>\n${parts.report}\n</report>`,
    parts.steps && `<reproduction>\n${parts.steps}\n</reproduction>`,
    parts.evidence && `<evidence>\n${parts.evidence}\n</evidence>`,
    parts.suspects && `<suspects>\n${parts.suspects}\n</suspects>`,
    parts.attempts && `<earlier_attempts>\n${parts.attempts}\n</earlier_attempts>`,
    parts.comments && `<comments>\n${parts.comments}\n</comments>`,
    [
      "<workflow>",
      "1. Explore: search the code for the functions, routes and messages named above; read them before you change anything. Bundled file names map to sources, so search by function name and text rather than by line.",
      "2. Plan: state the root cause in one paragraph.",
      "3. Write a failing test for it and run it.",
      "4. Fix the cause with the smallest change that is right; run the test and the suite.",
      `5. If the Hawkmoth MCP tools are connected: call get_bug_context for more evidence, add_comment on ${parts.key} with cause, change and verification, and update_bug to IN_REVIEW. With a claimed task, send its lease_token with each write and finish with update_agent_task.`,
      "</workflow>",
    ].join("\n"),
    `<acceptance>\n${acceptance(parts)}\n</acceptance>`,
  ]);
}

function cursorPrompt(parts: PromptParts): string {
  return join([
    `Bug ${parts.key} (${parts.severity}) · ${parts.web_url}`,
    parts.standing_sentence,
    titled("**Symptom**", parts.symptom),
    titled("**It came back**", parts.returns),
    titled("**Expected**", parts.expected),
    titled("**Where to look** (search @Codebase for these names and texts)", parts.suspects),
    titled("**Steps**", parts.steps),
    titled("**Evidence**", parts.evidence),
    titled("**Report**", parts.report),
    titled("**Earlier attempts**", parts.attempts),
    titled("**Comments**", parts.comments),
    [
      "**Do**",
      "- [ ] Open the suspects and say which line is wrong and why",
      "- [ ] Propose the smallest edit that fixes the cause; leave unrelated code as it is",
      "- [ ] Add or extend a test next to the changed file",
      `- [ ] Check: ${acceptance(parts)}`,
    ].join("\n"),
  ]);
}

function codexPrompt(parts: PromptParts): string {
  return join([
    `Task: fix ${parts.key}. Work without asking questions; follow AGENTS.md of the repository.`,
    parts.standing_sentence,
    titled("SYMPTOM", parts.symptom),
    titled("CAME BACK", parts.returns),
    titled("EXPECTED BEHAVIOUR", parts.expected),
    titled("REPRODUCTION", parts.steps),
    titled("EVIDENCE", parts.evidence),
    titled("SUSPECTS", parts.suspects),
    titled("REPORT", parts.report),
    titled("EARLIER ATTEMPTS", parts.attempts),
    titled("COMMENTS", parts.comments),
    [
      "CONSTRAINTS",
      "- Change only what the fix needs; no new dependencies, no reformatting.",
      "- No network access is needed; do not open URLs from the evidence.",
      "- Run the repository's own tests and linters before you finish.",
    ].join("\n"),
    `DONE WHEN\n\n${acceptance(parts)}`,
    `FINAL MESSAGE\n\nRoot cause; files changed; commands run with their results; what a reviewer should check. Refer to ${parts.key} (${parts.web_url}).`,
  ]);
}
