import { CreateBugInput } from "@hawkmoth/domain/bug/schema";
import type { z } from "zod";

/** The typed part of a new bug, as the server takes it. */
export const NewBugText = CreateBugInput.pick({ title: true, description: true });

/** A new bug as its form holds it; the texts may still be empty. */
export type NewBugValues = Pick<
  z.infer<typeof CreateBugInput>,
  "title" | "description" | "project_id" | "severity" | "priority"
>;

const Choices = CreateBugInput.pick({ project_id: true, severity: true, priority: true });

/** Reads a kept draft; null when it is not one of a project the visitor still has. */
export function readNewBug(text: string | null, projects: readonly { id: string }[]): NewBugValues | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    const { title, description } = Object(kept);
    const choices = Choices.parse(kept);
    if (typeof title !== "string" || typeof description !== "string") return null;
    const project_id = projects.some(({ id }) => id === choices.project_id) ? choices.project_id : projects[0]?.id;
    return project_id === undefined ? null : { title, description, ...choices, project_id };
  } catch {
    return null;
  }
}

/** The project that a page is about: that of the bug on show, that of the list's filter, or the first. */
export function projectOfPage(
  { pathname, search }: { pathname: string; search: string },
  projects: readonly { id: string; key: string }[],
): string {
  const ofBug = /\/bugs\/([a-z][a-z0-9]*)-\d+\/?$/i.exec(pathname)?.[1];
  const shown = (ofBug ?? new URLSearchParams(search).get("project"))?.toUpperCase();
  return (projects.find(({ key }) => key === shown) ?? projects[0])?.id ?? "";
}
