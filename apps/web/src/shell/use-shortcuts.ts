"use client";
import { isComposing } from "@hawkmoth/ui/keys";
import { useEffect, useRef } from "react";
import { CHORD_MS, isSingleKey, matchShortcut, spellPress } from "./shortcut-match.ts";
import { areSingleKeysOn } from "./single-keys.ts";

const BUSY_LAYERS = '[role="dialog"], [role="menu"], [role="listbox"], [role="alertdialog"]';
const TEXT_FIELDS =
  'input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="reset"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="textbox"], [role="searchbox"], [role="combobox"]';
/** Controls that Space and Enter press, tick or open. */
const PRESSED =
  'a[href], button, summary, input:not([type="range"]), label, audio, video, iframe, [role="button"], [role="link"], [role="checkbox"], [role="radio"], [role="switch"], [role="tab"], [role="option"], [role="menuitem"], [role="treeitem"]';
/** Controls within which the arrows move. */
const STEERED =
  'input[type="radio"], audio, video, [role="radiogroup"], [role="tablist"], [role="slider"], [role="grid"], [role="tree"], [role="toolbar"]';

/** Runs a handler on its key while nothing else (a field, a control in focus, a dialog, a menu) wants the keyboard. */
export function useShortcuts(handlers: Record<string, (event: KeyboardEvent) => void>): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => {
    let chord: { first: string; at_ms: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      const spelled = event.defaultPrevented || isComposing(event) ? null : spellPress(event);
      if (spelled === null || isTaken(event, spelled)) return;
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

function isTaken(event: KeyboardEvent, spelled: string): boolean {
  if (spelled.startsWith("mod+")) return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TEXT_FIELDS)) return true;
  if (/^(shift\+)?(space|enter)$/.test(spelled) && target?.closest(PRESSED)) return true;
  if (/^(shift\+)?(arrow|home$|end$)/.test(spelled) && target?.closest(STEERED)) return true;
  return document.querySelector(BUSY_LAYERS) !== null;
}
