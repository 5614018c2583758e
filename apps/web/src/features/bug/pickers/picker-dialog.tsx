"use client";
import type { BugSummary } from "@hawkmoth/domain/bug/schema";
import { CommandDialog } from "@hawkmoth/ui/command-dialog";
import type { BugPatch } from "../patch.ts";
import { FieldPicker } from "./field-picker.tsx";
import type { PickerField } from "./picker-props.ts";

interface PickerDialogProps {
  field: PickerField;
  bug: BugSummary;
  onPatch: (patch: BugPatch) => void;
  onClose: () => void;
}

/** A picker over the list, for the row under the cursor. */
export default function PickerDialog({ field, bug, onPatch, onClose }: PickerDialogProps) {
  const title = (
    <>
      <span className="font-mono">{bug.key}</span> {bug.title}
    </>
  );
  return (
    <CommandDialog title={title} hasVisibleTitle onClose={onClose}>
      <FieldPicker field={field} bug={bug} onPatch={onPatch} onDone={onClose} />
    </CommandDialog>
  );
}
