import type { BugStatus } from "@hawkmoth/domain/bug/schema";
import { BUG_TRANSITIONS } from "@hawkmoth/domain/bug/transitions";
import { element } from "../element.ts";
import type { CardBug } from "./read-bug.ts";

/** What the card's controls ask for. */
export interface CardActions {
  change: (fields: Record<string, unknown>) => void;
  open: (url: string) => void;
}

/** The card of one bug: what it is, who owns it, and the moves its status allows. */
export function bugCard(bug: CardBug, actions: CardActions): HTMLElement {
  return element("article", {}, [
    element("header", {}, [
      element("span", { className: "key" }, [bug.key]),
      element("span", { className: "badge", title: "Status" }, [inWords(bug.status)]),
      ...(bug.priority === "NONE" ? [] : [element("span", { className: "badge" }, [inWords(bug.priority)])]),
      element("span", { className: "owner" }, [bug.assignee_name ?? "Nobody assigned"]),
    ]),
    element("h1", {}, [bug.title]),
    ...(bug.headline ? [element("p", { className: "headline" }, [bug.headline])] : []),
    ...bug.failing_requests.map((line) => element("code", {}, [line])),
    element("footer", {}, controls(bug, actions)),
  ]);
}

function controls(bug: CardBug, { change, open }: CardActions): HTMLElement[] {
  const { web_url } = bug;
  return [
    statusPicker(bug, change),
    element("button", { type: "button", onclick: () => change({ assignee_id: "me" }) }, ["Assign to me"]),
    ...(web_url ? [element("button", { type: "button", onclick: () => open(web_url) }, ["Open in Hawkmoth"])] : []),
  ];
}

function statusPicker(bug: CardBug, change: CardActions["change"]): HTMLElement {
  const targets = isStatus(bug.status) ? BUG_TRANSITIONS[bug.status] : [];
  const picker = element("select", { ariaLabel: "Move to another status" }, [
    element("option", { value: "", selected: true }, ["Move to …"]),
    ...targets.map((status) => element("option", { value: status }, [inWords(status)])),
  ]);
  picker.onchange = () => {
    if (picker.value !== "") change({ status: picker.value });
  };
  return picker;
}

function isStatus(text: string): text is BugStatus {
  return Object.hasOwn(BUG_TRANSITIONS, text);
}

/** IN_PROGRESS as "In progress". */
function inWords(constant: string): string {
  const words = constant.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
