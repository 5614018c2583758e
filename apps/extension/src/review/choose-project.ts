import { isAllowedOrigin } from "@hawkmoth/domain/project/origins";
import type { Project } from "@hawkmoth/domain/project/schema";
import type { Draft } from "../draft/draft.ts";

/** The project a capture most likely belongs to: chosen before, else by origin, else used last, else the first. */
export function chooseProject(
  projects: readonly Project[],
  draft: Pick<Draft, "form" | "page">,
  last_project_id: string | null,
): string | null {
  const found =
    projects.find(({ id }) => id === draft.form.project_id) ??
    projects.find(({ allowed_origins }) => isAllowedOrigin(draft.page.origin, allowed_origins)) ??
    projects.find(({ id }) => id === last_project_id) ??
    projects[0];
  return found?.id ?? null;
}
