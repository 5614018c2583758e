import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import type { BugPatch } from "../patch.ts";

export type PickerField = "status" | "priority" | "severity" | "assignee" | "labels";

export interface FieldPickerProps {
  field: PickerField;
  bug: BugSummary;
  onPatch: (patch: BugPatch) => void;
  onDone: () => void;
}
