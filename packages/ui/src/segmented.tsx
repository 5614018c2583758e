"use client";
import * as RadixRadioGroup from "radix-ui/radio-group";
import { cn } from "./cn.ts";

interface SegmentedProps<Value extends string> {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onValueChange: (value: Value) => void;
  label: string;
  className?: string;
}

/** A choice among few, all in sight. Arrow keys move it, as in every group of radio buttons. */
export function Segmented<Value extends string>({
  value,
  options,
  onValueChange,
  label,
  className,
}: SegmentedProps<Value>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onValueChange(option.value);
  };
  return (
    <RadixRadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={choose}
      className={cn(
        "inline-flex max-w-full flex-wrap gap-0.5 rounded-md border border-line bg-canvas p-0.5",
        className,
      )}
    >
      {options.map((option) => (
        <RadixRadioGroup.Item
          key={option.value}
          value={option.value}
          className="h-6 rounded-sm border border-transparent px-2 text-xs text-muted transition-colors duration-120 hover:text-ink data-[state=checked]:border-line-strong data-[state=checked]:bg-surface data-[state=checked]:font-medium data-[state=checked]:text-ink"
        >
          {option.label}
        </RadixRadioGroup.Item>
      ))}
    </RadixRadioGroup.Root>
  );
}
