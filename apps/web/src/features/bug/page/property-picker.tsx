"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { Popover } from "@hawkmoth/ui/popover";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { BugPatch } from "../patch.ts";
import type { PickerField } from "../pickers/field-picker.tsx";

const FieldPicker = dynamic(() => import("../pickers/field-picker.tsx").then((module) => module.FieldPicker), {
  ssr: false,
});

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
    <div className="grid min-h-8 grid-cols-[84px_1fr] items-center gap-2 px-2">
      <dt id={`property-${field}`} className="text-xs text-faint">
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
              className="flex min-h-7 w-full min-w-0 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover data-[state=open]:bg-hover"
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
