import type { PromptArgument } from "../surface.ts";
import { steps, type PromptKind } from "./prompt-kind.ts";

const BUG_ID: PromptArgument = { name: "bug_id", description: "Key or id of the bug, e.g. SHOP-412", required: true };
const MORE_EVIDENCE = ["get_bug_context", "get_screenshot", "get_replay_transcript"];

/** Judge a bug and give it to somebody. */
export const triageBug: PromptKind = {
  name: "triage_bug",
  title: "Triage a bug",
  description: "Judge a new bug: how bad, whose, known already, what is missing",
  arguments: [
    BUG_ID,
    {
      name: "assignee",
      description: "Id of the member or agent to give it to; left out, propose one",
      required: false,
    },
  ],
  write: async ({ args, has, evidence }) => [
    "Triage this bug. Change no code.",
    steps(
      [
        { text: "Read the bug below. When it does not tell what fails, look with {tools}.", tools: MORE_EVIDENCE },
        { text: "Look for the same failure with {tools}.", tools: ["find_similar_bugs", "search_bugs"] },
        {
          text: "If it is known, close it with duplicate_of by {tools}, or, as an agent, name the original in a comment; then stop.",
          tools: ["update_bug"],
        },
        {
          text: "Set priority and severity by what users lose, and labels the project already uses, with {tools}; an agent sends the lease_token of its TRIAGE task.",
          tools: ["update_bug"],
        },
        args["assignee"]
          ? { text: `Assign it to ${args["assignee"]} with {tools}.`, tools: ["update_bug"] }
          : { text: "Propose an assignee from {tools}; assign nobody yet.", tools: ["list_project_members"] },
        {
          text: "Leave one comment with {tools}: the cause you suspect, the evidence for it, what is missing.",
          tools: ["add_comment"],
        },
      ],
      has,
    ),
    await evidence("get_bug", { bug_id: args["bug_id"] }),
  ],
};

/** Fix a bug in the code at hand. */
export const fixBug: PromptKind = {
  name: "fix_bug",
  title: "Fix a bug",
  description: "Fix a bug in this codebase, from its recorded evidence to a verified change",
  arguments: [
    BUG_ID,
    { name: "style", description: "Form of the prompt: generic, claude_code, cursor or codex", required: false },
  ],
  write: async ({ args, has, evidence }) => [
    "Fix this bug in the codebase you work in.",
    steps(
      [
        {
          text: "Find the cause from the evidence below before you change anything. More: {tools}.",
          tools: MORE_EVIDENCE,
        },
        { text: "Reproduce it, best by a test that fails because of it." },
        { text: "Change as little as cures the cause, and see the test pass." },
        {
          text: "Report with {tools}: cause, change, how it was verified, branch or pull request.",
          tools: ["add_comment"],
        },
        {
          text: "Set status IN_REVIEW with {tools}; an agent's task does so when it is reported as SUCCEEDED. A person resolves it.",
          tools: ["update_bug"],
        },
      ],
      has,
    ),
    await evidence("generate_fix_prompt", {
      bug_id: args["bug_id"],
      ...(args["style"] ? { style: args["style"] } : {}),
    }),
  ],
};

/** See whether a fix holds. */
export const verifyFix: PromptKind = {
  name: "verify_fix",
  title: "Verify a fix",
  description: "Check that a bug that is said to be fixed is gone, and record what was seen",
  arguments: [BUG_ID, { name: "suite_id", description: "Regression suite to run besides", required: false }],
  write: async ({ args, has, evidence }) => [
    "Verify that this bug is fixed. Do not take the claim for granted, and change no code.",
    steps(
      [
        { text: "Read what was changed and how it was verified with {tools}.", tools: ["list_bug_comments"] },
        {
          text: "Repeat the reporter's steps below against the changed build; {tools} has them in detail.",
          tools: ["get_replay_transcript"],
        },
        { text: "Look for what the fix may have broken beside it." },
        ...(args["suite_id"]
          ? [
              {
                text: `Start a run of ${args["suite_id"]} with create_regression_run and record each case with {tools}.`,
                tools: ["submit_test_result"],
              },
            ]
          : []),
        {
          text: "Gone: status RESOLVED, resolution FIXED, with {tools}. Still there: status REOPENED. An agent changes neither and says it in the comment.",
          tools: ["update_bug"],
        },
        { text: "Say in one comment with {tools} what you did and what you saw.", tools: ["add_comment"] },
      ],
      has,
    ),
    await evidence("get_bug", { bug_id: args["bug_id"] }),
  ],
};

/** Turn a bug into a test that stays. */
export const writeRegressionTest: PromptKind = {
  name: "write_regression_test",
  title: "Write a regression test",
  description: "Turn the reporter's steps into an automated test that fails while the bug is there",
  arguments: [
    BUG_ID,
    { name: "framework", description: "Test framework; left out, the one the codebase uses", required: false },
  ],
  write: async ({ args, has, evidence }) => [
    `Write a regression test for this bug with ${args["framework"] ?? "the test framework this codebase uses"}.`,
    steps(
      [
        {
          text: "Take the steps from the transcript below; {tools} tells what went wrong at which step.",
          tools: ["get_bug_context"],
        },
        { text: "Find elements by role and name as a person would, wait for states and never for time." },
        { text: "Assert what the user should see; the recorded failure has to make the test red." },
        { text: "Run it against the unfixed code and see it fail for that reason, then keep it in the suite." },
        { text: "Name the test's file in a comment with {tools}.", tools: ["add_comment"] },
      ],
      has,
    ),
    await evidence("get_replay_transcript", { bug_id: args["bug_id"], verbosity: "detailed" }),
  ],
};
