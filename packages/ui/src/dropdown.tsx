"use client";
import { Check } from "lucide-react";
import * as RadixMenu from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

interface DropdownProps {
  trigger: ReactNode;
  align?: "start" | "end";
  children: ReactNode;
  className?: string;
}

export function Dropdown({ trigger, align = "start", children, className }: DropdownProps) {
  return (
    <RadixMenu.Root>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cn(
            "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-float-in overflow-auto rounded-lg border border-line bg-raised p-1 shadow-float outline-none",
            className,
          )}
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

interface DropdownItemProps {
  onSelect?: () => void;
  isChecked?: boolean;
  isDanger?: boolean;
  asChild?: boolean;
  children: ReactNode;
}

export function DropdownItem({ onSelect, isChecked, isDanger, asChild, children }: DropdownItemProps) {
  return (
    <RadixMenu.Item
      asChild={asChild ?? false}
      {...(onSelect ? { onSelect } : {})}
      className={cn(
        "flex min-h-7 items-center gap-2 rounded-sm px-2 text-sm outline-none select-none data-[highlighted]:bg-hover [&>svg]:size-4 [&>svg]:stroke-[1.5] [&>svg]:text-muted",
        isDanger && "text-fail [&>svg]:text-fail",
      )}
    >
      {asChild ? (
        children
      ) : (
        <>
          {children}
          {isChecked ? <Check aria-hidden className="ml-auto" /> : null}
        </>
      )}
    </RadixMenu.Item>
  );
}

export function DropdownLabel({ children }: { children: ReactNode }) {
  return <RadixMenu.Label className="px-2 pt-1.5 pb-1 text-2xs text-faint">{children}</RadixMenu.Label>;
}

export function DropdownSeparator() {
  return <RadixMenu.Separator className="my-1 h-px bg-line" />;
}
