"use client";
import { Dropdown, DropdownItem, DropdownLabel, DropdownSeparator } from "@hawkmoth/ui/dropdown";
import { MothMark } from "@hawkmoth/ui/moth-mark";
import { ChevronsUpDown, Plus } from "lucide-react";
import { useVisitor } from "./me.tsx";

export function WorkspaceSwitch() {
  const { me, workspace } = useVisitor();
  return (
    <Dropdown
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={`Workspace ${me.workspace?.name ?? workspace}, switch`}
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 font-semibold hover:bg-hover data-[state=open]:bg-hover"
        >
          <MothMark />
          <span className="truncate">{me.workspace?.name ?? workspace}</span>
          <ChevronsUpDown aria-hidden className="ml-auto size-3.5 shrink-0 stroke-[1.5] text-faint" />
        </button>
      }
    >
      <DropdownLabel>Workspaces</DropdownLabel>
      {me.workspaces.map((other) => (
        <DropdownItem
          key={other.id}
          isChecked={other.slug === workspace}
          onSelect={() => window.location.assign(`/${other.slug}/bugs`)}
        >
          <span className="truncate">{other.name}</span>
        </DropdownItem>
      ))}
      <DropdownSeparator />
      <DropdownItem onSelect={() => window.location.assign("/onboarding?new=1")}>
        <Plus aria-hidden /> New workspace
      </DropdownItem>
    </Dropdown>
  );
}
