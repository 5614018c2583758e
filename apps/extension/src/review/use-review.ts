import type { Project } from "@hawkmoth/domain/project/schema";
import { useEffect, useState } from "react";
import type { Connection } from "../connection/connection-schema.ts";
import { readConnection } from "../connection/connection.ts";
import { readPolicyBook } from "../connection/policy-store.ts";
import { fetchProjects } from "../connection/projects.ts";
import { patchDraft, readDraft } from "../draft/draft-store.ts";
import type { Draft, DraftForm } from "../draft/draft.ts";
import { chooseProject } from "./choose-project.ts";

/** Everything the review page shows, as it comes in. */
export interface Review {
  state: "loading" | "missing" | "ready";
  draft: Draft | null;
  connection: Connection | null;
  projects: Project[];
  /** Why the projects could not be fetched. */
  problem: string | null;
  change: (change: Partial<DraftForm>) => void;
  reload: () => void;
  /** Reads how far sending came. */
  refresh: () => Promise<void>;
}

/** Reads the draft, then the projects it could go to; every change of the form is kept at once. */
export function useReview(draft_id: string): Review {
  const [state, setState] = useState<Review["state"]>("loading");
  const [draft, setDraft] = useState<Draft | null>(null);
  const [connection, setConnection] = useState<Connection | null>(null);
  const [projects, setProjects] = useState<Project[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    let isCurrent = true;
    const load = async () => {
      const [found, paired] = await Promise.all([readDraft(draft_id), readConnection()]);
      if (!isCurrent) return;
      setDraft((held) => held ?? found);
      setConnection(paired);
      setState(found ? "ready" : "missing");
      if (found && !paired)
        setProblem("The extension is not connected. Connect it on its options page, then try again.");
      if (!found || !paired) return;
      try {
        const list = await fetchProjects(paired);
        const book = await readPolicyBook();
        if (!isCurrent) return;
        setProjects(list);
        setProblem(list.length === 0 ? "You are in no project yet. Ask an owner to add you." : null);
        setDraft((held) => held && withProject(held, chooseProject(list, held, book?.last_project_id ?? null)));
      } catch (error) {
        if (isCurrent) setProblem(error instanceof Error ? error.message : String(error));
      }
    };
    void load();
    return () => {
      isCurrent = false;
    };
  }, [draft_id, round]);

  const change = (fields: Partial<DraftForm>) => {
    if (!draft) return;
    const form = { ...draft.form, ...fields };
    setDraft({ ...draft, form });
    void patchDraft(draft.id, { form });
  };
  const refresh = async () => {
    const stored = await readDraft(draft_id);
    if (stored) setDraft((held) => held && { ...held, attempt: stored.attempt });
  };
  return { refresh, state, draft, connection, projects, problem, change, reload: () => setRound((count) => count + 1) };
}

function withProject(draft: Draft, project_id: string | null): Draft {
  return { ...draft, form: { ...draft.form, project_id } };
}
