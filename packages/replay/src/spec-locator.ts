import type { ActionTarget } from "@hawkmoth/domain/capture/bundle";
import { literal } from "./spec-text.ts";

/** How a spec finds an element, and how well that survives a change of the page. */
export interface SpecLocator {
  code: string;
  by: "test id" | "role" | "label" | "placeholder" | "css";
}

const ROLES = new Set(
  "alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid gridcell group heading img insertion link list listbox listitem log main marquee math meter menu menubar menuitem menuitemcheckbox menuitemradio navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong subscript superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem".split(
    " ",
  ),
);
const HIDDEN = /•••|\[redacted\]|…$/;

/** Test id, then role with exact name, label, placeholder, css; null when nothing usable was recorded. */
export function locatorOf(target: ActionTarget): SpecLocator | null {
  const usable = (text: string | null): text is string => text !== null && text.trim() !== "" && !HIDDEN.test(text);
  if (usable(target.test_id)) return { by: "test id", code: `page.getByTestId(${literal(target.test_id)})` };
  if (target.role !== null && ROLES.has(target.role) && usable(target.name)) {
    const nth = target.count > 1 ? `.nth(${Math.max(0, Math.floor(target.index))})` : "";
    const code = `page.getByRole(${literal(target.role)}, { name: ${literal(target.name)}, exact: true })${nth}`;
    return { by: "role", code };
  }
  const label = target.label ?? (target.tag === "input" ? target.name : null);
  if (usable(label)) return { by: "label", code: `page.getByLabel(${literal(label)}, { exact: true })` };
  if (usable(target.placeholder))
    return { by: "placeholder", code: `page.getByPlaceholder(${literal(target.placeholder)}, { exact: true })` };
  return usable(target.css) ? { by: "css", code: `page.locator(${literal(target.css)})` } : null;
}
