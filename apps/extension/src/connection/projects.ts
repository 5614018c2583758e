import { type Project, ProjectList } from "@hawkmoth/domain/project/schema";
import { askApi } from "./api.ts";
import type { Connection } from "./connection-schema.ts";
import { readPolicyBook, savePolicyBook } from "./policy-store.ts";

const MAX_PAGES = 5;

/**
 * Fetches the projects the connection can see and keeps their capture policies for the pages opened next.
 * @throws RequestFailed
 */
export async function fetchProjects({ origin, key }: Connection): Promise<Project[]> {
  const projects: Project[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const path: string = `/api/v1/projects?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
    const answer = await askApi({ origin, path, key }, ProjectList);
    projects.push(...answer.projects);
    cursor = answer.next_cursor;
    if (cursor === null) break;
  }
  const book = await readPolicyBook();
  const policies = projects.map(({ id, allowed_origins, capture_policy }) => ({
    project_id: id,
    allowed_origins,
    policy: capture_policy,
  }));
  await savePolicyBook({ projects: policies, last_project_id: book?.last_project_id ?? null });
  return projects;
}

/** Remembers which project was used last: it is chosen first next time. */
export async function rememberProject(project_id: string): Promise<void> {
  const book = await readPolicyBook();
  await savePolicyBook({ projects: book?.projects ?? [], last_project_id: project_id });
}
