/** What Next hands to pages, written out so that types hold before its generator has run. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
export type WorkspaceParams = Promise<{ workspace: string }>;
export type BugParams = Promise<{ workspace: string; key: string }>;
