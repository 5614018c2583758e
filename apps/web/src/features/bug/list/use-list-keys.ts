"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { useRouter } from "next/navigation";
import { useVisitor } from "../../../shell/me.tsx";
import { useShortcuts } from "../../../shell/use-shortcuts.ts";
import type { BugPatch } from "../patch.ts";
import type { PickerField } from "../pickers/picker-props.ts";

interface ListKeysOptions {
  cursor: {
    bug: BugSummary | undefined;
    move: (step: number) => void;
    openPicker: (field: PickerField, bug: BugSummary) => void;
  };
  onPatch: (bug: BugSummary, patch: BugPatch) => void;
  onSearch: () => void;
  onFilter: () => void;
}

/** What the keys do in the list: move, open, and act on the row under the cursor. */
export function useListKeys({ cursor, onPatch, onSearch, onFilter }: ListKeysOptions): void {
  const { me, path } = useVisitor();
  const router = useRouter();
  const { bug, move } = cursor;
  const open = (field: PickerField) => () => {
    if (bug) cursor.openPicker(field, bug);
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => move(1),
    arrowup: () => move(-1),
    enter: () => {
      if (bug) router.push(path(`bugs/${bug.key}`));
    },
    "/": onSearch,
    f: onFilter,
    s: open("status"),
    p: open("priority"),
    a: open("assignee"),
    l: open("labels"),
    i: () => {
      if (bug) onPatch(bug, { assignee: { type: "MEMBER", id: me.principal.id, name: me.principal.name } });
    },
  });
}
