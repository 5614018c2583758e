"use client";
import { useState } from "react";
import { useVisitor } from "../../shell/me.tsx";
import { useDraft } from "../../shell/use-draft.ts";
import { type NewBugValues, projectOfPage, readNewBug } from "./new-bug-draft.ts";

/** The values of the form for a new bug: those of the kept draft, or those that fit the page. */
export function useNewBugDraft() {
  const { me } = useVisitor();
  const draft = useDraft("new-bug");
  const [fresh, setFresh] = useState<NewBugValues>(() => ({
    title: "",
    description: "",
    project_id: projectOfPage(location, me.projects),
    severity: "MEDIUM",
    priority: "NONE",
  }));
  const kept = readNewBug(draft.text, me.projects);
  const values = kept ?? fresh;
  return {
    values,
    isKept: kept !== null,
    change: (some: Partial<NewBugValues>) => {
      const changed = { ...values, ...some };
      const isTyped = changed.title !== "" || changed.description !== "";
      if (!isTyped) setFresh(changed);
      draft.write(isTyped ? JSON.stringify(changed) : null);
    },
    discard: () => draft.write(null),
  };
}
