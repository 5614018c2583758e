"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { useVisitor } from "./me.tsx";
import { type ShellActions, ShellContext } from "./shell-actions.ts";
import { useLoadWhenIdle } from "./use-load-when-idle.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const loadPalette = () => import("../features/search/command-palette.tsx");
const CommandPalette = dynamic(loadPalette, { ssr: false });
const KeySheet = dynamic(() => import("./key-sheet.tsx"), { ssr: false });
const NewBugDialog = dynamic(() => import("../features/bug/new-bug-dialog.tsx"), { ssr: false });

type Layer = "palette" | "new-bug" | "keys" | null;

/** Holds what can open over any page, and the keys that open it. */
export function ShellActionsProvider({ children }: { children: ReactNode }) {
  const [layer, setLayer] = useState<Layer>(null);
  const router = useRouter();
  const { path } = useVisitor();
  const actions = useMemo<ShellActions>(
    () => ({
      openPalette: () => setLayer("palette"),
      openNewBug: () => setLayer("new-bug"),
      openKeySheet: () => setLayer("keys"),
    }),
    [],
  );
  useShortcuts({
    "mod+k": () => setLayer((open) => (open === "palette" ? null : "palette")),
    c: actions.openNewBug,
    "?": actions.openKeySheet,
    "g b": () => router.push(path("bugs")),
    "g a": () => router.push(path("agents")),
    "g q": () => router.push(path("queue")),
    "g p": () => router.push(path("projects")),
  });
  useLoadWhenIdle(loadPalette);
  const close = () => setLayer(null);
  return (
    <ShellContext value={actions}>
      {children}
      {layer === "palette" ? <CommandPalette onClose={close} actions={actions} /> : null}
      {layer === "keys" ? <KeySheet onClose={close} /> : null}
      {layer === "new-bug" ? <NewBugDialog onClose={close} /> : null}
    </ShellContext>
  );
}
