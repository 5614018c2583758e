"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { Popover } from "@hawkmoth/ui/popover";
import type { ReactNode } from "react";
import type { BugPatch } from "../patch.ts";
import { FieldPicker } from "../pickers/field-picker.tsx";
import type { PickerField } from "../pickers/picker-props.ts";

interface PropertyPickerProps {
  name: string;
  field: PickerField;
  bug: BugDetail;
  onPatch: (patch: BugPatch) => void;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
}

/** One property: its value is the button that changes it. */
export function PropertyPicker({ name, field, bug, onPatch, isOpen, onOpenChange, children }: PropertyPickerProps) {
  return (
    <div className="min-h-8 items-center gap-2 lg:grid lg:grid-cols-[84px_1fr] lg:px-2">
      <dt id={`property-${field}`} className="text-xs text-faint max-lg:sr-only">
        {name}
      </dt>
      <dd className="min-w-0">
        <Popover
          open={isOpen}
          onOpenChange={onOpenChange}
          label={name}
          className="w-64"
          trigger={
            <button
              type="button"
              data-testid={`property-${field}`}
              aria-describedby={`property-${field}`}
              className="flex min-h-7 w-full min-w-0 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover data-[state=open]:bg-hover max-lg:min-h-8 max-lg:border max-lg:border-line max-lg:px-2"
            >
              {children}
            </button>
          }
        >
          <FieldPicker field={field} bug={bug} onPatch={onPatch} onDone={() => onOpenChange(false)} />
        </Popover>
      </dd>
    </div>
  );
}
