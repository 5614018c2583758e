import { Checkbox } from "@hawkmoth/ui/checkbox";
import type { Section } from "../draft/draft.ts";
import type { SectionRow } from "./sections.ts";

interface SectionListProps {
  rows: readonly SectionRow[];
  dropped: readonly Section[];
  isLocked: boolean;
  onChange: (dropped: Section[]) => void;
}

/** Everything that would leave the browser, each with a box to keep it here. */
export function SectionList({ rows, dropped, isLocked, onChange }: SectionListProps) {
  const toggle = (section: Section, isKept: boolean) =>
    onChange(isKept ? dropped.filter((other) => other !== section) : [...dropped, section]);
  return (
    <ul aria-label="What will leave your browser" className="divide-y divide-line">
      {rows.map(({ section, label, detail, isAvailable, refused }) => (
        <li key={section} className="py-2">
          <Checkbox
            label={label}
            hint={isAvailable ? (refused ?? detail) : detail}
            checked={isAvailable && refused === null && !dropped.includes(section)}
            disabled={isLocked || !isAvailable || refused !== null}
            onCheckedChange={(isKept) => toggle(section, isKept)}
          />
        </li>
      ))}
    </ul>
  );
}
