/** The lists of other trackers' servers, name for name and in their order: a client that knows them finds its way. */
export const PROFILES = {
  bugport: [
    "list_workspaces",
    "list_projects",
    "list_bugs",
    "list_open_bugs",
    "list_closed_bugs",
    "get_bug_details",
    "get_bug_context",
    "get_bug_media",
    "create_bug_comment",
    "update_bug_status",
    "generate_fix_prompt",
  ],
  bugmojo: [
    "list_bugs",
    "get_bug",
    "search_bugs",
    "create_bug",
    "update_bug",
    "add_comment",
    "list_regression_suites",
    "get_regression_suite",
    "create_regression_run",
    "submit_test_result",
    "get_run_summary",
    "get_agent_tasks",
    "claim_agent_task",
    "update_agent_task",
  ],
  repro: [
    "repro_list_projects",
    "repro_list_tickets",
    "repro_get_ticket",
    "repro_list_ticket_comments",
    "repro_get_screenshot",
    "repro_get_replay_transcript",
    "repro_get_replay_raw",
    "repro_get_ticket_cookies",
    "repro_list_project_members",
    "repro_update_ticket",
    "repro_add_comment",
    "repro_link_github_issue",
    "repro_unlink_github_issue",
  ],
} as const satisfies Record<string, readonly string[]>;

/** Name of a profile. */
export type Profile = keyof typeof PROFILES;

/** Names of all profiles. */
export const PROFILE_NAMES: readonly Profile[] = Object.keys(PROFILES).filter(isProfile);

/** True for the name of a profile. */
export function isProfile(name: string): name is Profile {
  return Object.hasOwn(PROFILES, name);
}

/** The names of a profile, as text. */
export function namesOfProfile(profile: Profile): readonly string[] {
  return PROFILES[profile];
}
