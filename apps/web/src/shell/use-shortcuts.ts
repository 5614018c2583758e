"use client";
import { useEffect, useRef } from "react";
import { CHORD_MS, isSingleKey, matchShortcut, spellPress } from "./shortcut-match.ts";
import { areSingleKeysOn } from "./single-keys.ts";

const BUSY_LAYERS = '[role="dialog"], [role="menu"], [role="listbox"], [role="alertdialog"]';

/** Runs a handler on its key while nothing else (a field, a dialog, a menu) wants the keyboard. */
export function useShortcuts(handlers: Record<string, (event: KeyboardEvent) => void>): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => {
    let chord: { first: string; at_ms: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      const spelled = event.defaultPrevented ? null : spellPress(event);
      if (spelled === null || (isSingleKey(spelled) && isTaken(event))) return;
      const first = chord && event.timeStamp - chord.at_ms < CHORD_MS ? chord.first : null;
      const { binding, pending } = matchShortcut(Object.keys(current.current), first, spelled);
      chord = pending === null ? null : { first: pending, at_ms: event.timeStamp };
      if (binding === null || (isSingleKey(binding) && !areSingleKeysOn())) return;
      event.preventDefault();
      current.current[binding]?.(event);
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.closest('input:not([type="range"]), textarea, select, [contenteditable="true"]')) return true;
  return document.querySelector(BUSY_LAYERS) !== null;
}
