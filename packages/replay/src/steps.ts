import type { ActionEntry, ActionTarget } from "@hawkmoth/domain/capture/bundle";
import { oneLine, quote, shortUrl } from "./plain-text.ts";

/** One step of the user as a person would tell it: typing is one step, noise clicks are gone. */
export interface Step {
  /** The last action of the step: it holds the final value. */
  action: ActionEntry;
  /** Position of that action in the capture's list. */
  index: number;
  /** When the step began. */
  at_ms: number;
  times: number;
}

/** What stands for a masked value wherever a value would be shown. */
export const MASK = "•••";

/** A person repeats a click within this time; later it is a new step. */
const REPEAT_MS = 1500;

const TEXT_ROLES = new Set(["textbox", "searchbox", "combobox", "spinbutton"]);
const TEXT_INPUTS = new Set(["text", "search", "email", "password", "tel", "url", "number", "date"]);

/** Merges typing into its final value and drops clicks that only put the focus somewhere. */
export function mergeSteps(actions: readonly ActionEntry[]): Step[] {
  const steps: Step[] = [];
  for (const [index, action] of actions.entries()) {
    if (isFocusClick(action) || isClickOfCheckbox(action, actions[index + 1])) continue;
    const last = steps.at(-1);
    if (last && isSameField(last.action, action)) {
      last.action = action;
      last.index = index;
    } else if (!(last && isSameNavigation(last.action, action)))
      steps.push({ action, index, at_ms: action.at_ms, times: 1 });
  }
  return steps;
}

/** Merges the same click or key press on the same element, repeated quickly without anything between, into one step. */
export function mergeRepeats(steps: readonly Step[]): Step[] {
  const merged: Step[] = [];
  for (const step of steps) {
    const last = merged.at(-1);
    if (last && isRepeat(last.action, step.action))
      merged[merged.length - 1] = { ...last, action: step.action, index: step.index, times: last.times + 1 };
    else merged.push({ ...step });
  }
  return merged;
}

/** A step in one line: `Typed "SAVE10" into textbox "Coupon code"`. Masked values show as •••. */
export function describeStep(step: Step, page_url: string): string {
  const { action } = step;
  const times = step.times > 1 ? ` ${step.times} times` : "";
  const target = action.target ? describeTarget(action.target) : "the page";
  const value = action.is_masked ? MASK : quote(action.value ?? "", 200);
  switch (action.kind) {
    case "click":
      return `Clicked ${target}${times}`;
    case "fill":
      return action.value === "" && !action.is_masked ? `Cleared ${target}` : `Typed ${value} into ${target}`;
    case "select":
      return `Chose ${value} in ${target}`;
    case "check":
      return `Ticked ${target}`;
    case "uncheck":
      return `Unticked ${target}`;
    case "press":
      return `Pressed ${oneLine(action.key ?? "a key", 40)} in ${target}${times}`;
    case "navigate":
      return `Went to ${shortUrl(action.url, page_url)}`;
    case "breadcrumb":
      return `Note: ${value}`;
  }
}

/** An element in words: its role and its name, or the best that is known of it. */
export function describeTarget(target: ActionTarget): string {
  const kind = oneLine(target.role ?? target.tag, 40);
  const name = [target.name, target.label, target.placeholder, target.test_id, target.css].find((text) => text?.trim());
  const place = target.count > 1 ? ` (${target.index + 1} of ${target.count})` : "";
  return name ? `${kind} ${quote(name, 80)}${place}` : kind;
}

/** True when two targets are the same element as far as was recorded. */
export function isSameTarget(left: ActionTarget | null, right: ActionTarget | null): boolean {
  if (left === null || right === null) return left === right;
  if (left.css !== null && right.css !== null) return left.css === right.css;
  return (
    left.tag === right.tag &&
    left.role === right.role &&
    left.name === right.name &&
    left.test_id === right.test_id &&
    left.index === right.index
  );
}

function isFocusClick(action: ActionEntry): boolean {
  if (action.kind !== "click" || action.target === null) return false;
  const { tag, role, input_type } = action.target;
  if (tag === "label" || tag === "textarea" || tag === "option") return true;
  if (tag === "select") return true;
  if (tag === "input") return TEXT_INPUTS.has(input_type ?? "text") && role !== "button";
  return role !== null && TEXT_ROLES.has(role) && role !== "combobox";
}

function isClickOfCheckbox(action: ActionEntry, next: ActionEntry | undefined): boolean {
  if (action.kind !== "click" || next === undefined) return false;
  if (next.kind !== "check" && next.kind !== "uncheck") return false;
  return next.at_ms - action.at_ms < 1000 && isSameTarget(action.target, next.target);
}

function isSameField(last: ActionEntry, next: ActionEntry): boolean {
  return last.kind === "fill" && next.kind === "fill" && isSameTarget(last.target, next.target);
}

function isSameNavigation(last: ActionEntry, next: ActionEntry): boolean {
  return last.kind === "navigate" && next.kind === "navigate" && last.url === next.url;
}

function isRepeat(last: ActionEntry, next: ActionEntry): boolean {
  if (last.kind !== next.kind || !isSameTarget(last.target, next.target)) return false;
  if (next.at_ms - last.at_ms > REPEAT_MS) return false;
  return last.kind === "click" || (last.kind === "press" && last.key === next.key);
}
