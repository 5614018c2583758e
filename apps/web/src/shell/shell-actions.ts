"use client";
import { createContext, useContext } from "react";

export interface ShellActions {
  openPalette: () => void;
  openNewBug: () => void;
  openKeySheet: () => void;
}

export const ShellContext = createContext<ShellActions | null>(null);

/** @throws Error outside a workspace page. */
export function useShell(): ShellActions {
  const actions = useContext(ShellContext);
  if (!actions) throw new Error("useShell needs a ShellActionsProvider");
  return actions;
}
