"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useVisitor } from "../../../shell/me.tsx";
import { useShortcuts } from "../../../shell/use-shortcuts.ts";
import { useListHref } from "../list-return.ts";
import type { BugPatch } from "../patch.ts";
import type { PickerField } from "../pickers/picker-props.ts";

/** Which property's picker is open, and the keys that open it. */
export function useBugPageKeys(bug: BugDetail | undefined, change: (patch: BugPatch) => void) {
  const router = useRouter();
  const { me } = useVisitor();
  const listHref = useListHref();
  const [openField, setOpenField] = useState<PickerField | null>(null);
  const open = (field: PickerField) => () => {
    if (bug) setOpenField(field);
  };
  useShortcuts({
    s: open("status"),
    p: open("priority"),
    a: open("assignee"),
    l: open("labels"),
    i: () => change({ assignee: { type: "MEMBER", id: me.principal.id, name: me.principal.name } }),
    escape: () => router.push(listHref),
  });
  return [openField, setOpenField] as const;
}
