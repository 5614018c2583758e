import { BugStatus, Priority, Severity, type Resolution } from "@hawkmoth/domain/bug/schema";
import { z } from "zod";

/** Who does something in the demo. */
export const DemoPerson = z.enum(["ada", "jonas", "fixer", "triager"]);
export type DemoPerson = z.infer<typeof DemoPerson>;

/** One bug of the demo as it stands after all that happened to it. */
export interface DemoBug {
  title: string;
  by: DemoPerson;
  severity: Severity;
  priority: Priority;
  labels: string[];
  status: BugStatus;
  resolution: Resolution | null;
  assignee: DemoPerson | null;
  comments: { by: DemoPerson; body: string }[];
  hours_ago: number;
}

/** A short line per bug: severity, priority, status, who it belongs to, who reported it, age in hours. */
type Row = readonly [title: string, facts: string, labels: string];

const ROWS: readonly Row[] = [
  ["Order confirmation e-mail arrives twice", "HIGH HIGH IN_PROGRESS jonas ada 5", "mail checkout"],
  ["Search shows out-of-stock plants first", "MEDIUM MEDIUM OPEN - jonas 7", "search"],
  ["Product images flicker when filters change", "LOW LOW OPEN ada jonas 9", "ui"],
  ["Guest checkout loses the delivery address on back", "HIGH HIGH IN_REVIEW fixer ada 12", "checkout forms"],
  ["Safari: date picker opens behind the keyboard", "MEDIUM MEDIUM OPEN - jonas 15", "mobile safari"],
  ["VAT is rounded per line instead of per order", "CRITICAL CRITICAL IN_PROGRESS ada jonas 18", "payments"],
  ["Wish list is empty after sign-in", "HIGH MEDIUM RESOLVED fixer ada 21", "account"],
  ["404 page has no way back to the shop", "LOW NONE OPEN - jonas 24", "ui"],
  ["Newsletter form accepts an e-mail without a domain", "LOW LOW RESOLVED jonas ada 27", "forms"],
  ["Cart badge shows 0 for a second after adding", "LOW NONE OPEN - ada 30", "ui performance"],
  ["Invoice PDF cuts long company names", "MEDIUM LOW OPEN jonas ada 34", "invoices"],
  [
    "Keyboard focus jumps to the footer after closing the cart drawer",
    "MEDIUM HIGH OPEN ada jonas 38",
    "accessibility",
  ],
  ["Password reset link opens the home page in Outlook", "HIGH HIGH REOPENED jonas ada 41", "account mail"],
  ["Filter 'pet safe' also lists lilies", "CRITICAL HIGH RESOLVED ada jonas 46", "search data"],
  ["Checkout button can be pressed twice", "HIGH CRITICAL CLOSED fixer jonas 50", "checkout payments"],
  ["Sort by price ignores discounts", "MEDIUM MEDIUM OPEN - ada 55", "search"],
  ["Stock counter goes below zero under load", "CRITICAL CRITICAL IN_PROGRESS jonas ada 60", "stock"],
  ["Gift card balance is shown in cents", "HIGH HIGH RESOLVED fixer jonas 66", "payments"],
  ["Mobile menu can't be closed with the back gesture", "MEDIUM LOW OPEN - jonas 70", "mobile ui"],
  ["Order history loads all 900 orders at once", "MEDIUM MEDIUM OPEN triager ada 75", "performance account"],
  ["Delivery estimate ignores public holidays", "MEDIUM LOW OPEN - jonas 80", "delivery"],
  ["Umlauts in street names break the label printer", "HIGH MEDIUM CLOSED jonas ada 86", "delivery"],
  ["Cookie banner covers the pay button on small phones", "HIGH HIGH OPEN ada jonas 92", "mobile checkout"],
  ["Admin: export of orders times out after 30 s", "MEDIUM MEDIUM OPEN - ada 98", "admin performance"],
  ["Plant care calendar is off by one month", "LOW LOW RESOLVED jonas ada 104", "data"],
  ["Dark mode: price is unreadable on sale cards", "MEDIUM LOW OPEN - jonas 110", "ui accessibility"],
  ["Reviews can be posted without buying", "MEDIUM HIGH OPEN ada jonas 118", "reviews"],
  ["Apple Pay sheet shows the old total", "CRITICAL CRITICAL IN_REVIEW ada jonas 126", "payments mobile"],
  ["Zoomed product photo is blurry on retina screens", "LOW NONE CLOSED ada jonas 134", "ui"],
  ["Session ends while typing the address", "HIGH HIGH OPEN - ada 142", "account checkout"],
  ["Search for 'ficus' finds nothing", "MEDIUM MEDIUM RESOLVED jonas ada 150", "search"],
  ["Tracking link in the app opens a blank page", "HIGH MEDIUM OPEN fixer jonas 158", "delivery mobile"],
  ["Cart is lost when switching the language", "HIGH HIGH OPEN - ada 167", "checkout i18n"],
  ["Polish translation of 'Pay now' is missing", "LOW LOW OPEN triager jonas 176", "i18n"],
  ["Address autocomplete suggests closed streets", "LOW NONE OPEN - jonas 186", "forms delivery"],
  ["Free delivery threshold uses the price before discounts", "MEDIUM HIGH IN_PROGRESS ada jonas 196", "payments"],
];

const TALK: Readonly<Record<string, { by: DemoPerson; body: string }[]>> = {
  "Order confirmation e-mail arrives twice": [
    {
      by: "jonas",
      body: "The queue retries although the mail went out: the worker answers after 30 s, the broker waits 20 s.",
    },
    { by: "ada", body: "Then let us make the handler idempotent first and tune the timeout later." },
  ],
  "VAT is rounded per line instead of per order": [
    { by: "jonas", body: "Accounting found 14 orders that are off by **1 cent** in October." },
    { by: "ada", body: "Rounding moves to the order total. I keep the old column until the export is changed." },
  ],
  "Guest checkout loses the delivery address on back": [
    {
      by: "fixer",
      body: "The form state was kept in the component and dropped on unmount. It now lives in the checkout store.\n\n- branch `fix/guest-address`\n- test `checkout/back-keeps-address` fails before and passes after",
    },
    { by: "ada", body: "Nice. I try it on a slow phone before we merge." },
  ],
  "Checkout button can be pressed twice": [
    { by: "fixer", body: "The button is disabled while the request runs, and the API takes an `Idempotency-Key`." },
  ],
  "Password reset link opens the home page in Outlook": [
    { by: "ada", body: "Safe Links rewrites the fragment. It came back after the template change." },
  ],
};

function resolutionOf(title: string, status: BugStatus): Resolution | null {
  if (status !== "RESOLVED" && status !== "CLOSED") return null;
  return title.includes("blurry") ? "CANNOT_REPRODUCE" : "FIXED";
}

function rowToBug([title, facts, labels]: Row): DemoBug {
  const [severity, priority, status, assignee, by, hours] = facts.split(" ");
  const known = BugStatus.parse(status);
  return {
    title,
    by: DemoPerson.parse(by),
    severity: Severity.parse(severity),
    priority: Priority.parse(priority),
    labels: labels.split(" "),
    status: known,
    resolution: resolutionOf(title, known),
    assignee: assignee === "-" ? null : DemoPerson.parse(assignee),
    comments: TALK[title] ?? [],
    hours_ago: Number(hours),
  };
}

/** The bugs of the demo, newest first. */
export const DEMO_BUGS: readonly DemoBug[] = ROWS.map(rowToBug);
