"use client";
import { Avatar } from "@hawkmoth/ui/avatar";
import { Dropdown, DropdownItem, DropdownLabel, DropdownSeparator } from "@hawkmoth/ui/dropdown";
import { Keyboard, LogOut } from "lucide-react";
import { signOut } from "../features/account/password-sign-in.ts";
import { useVisitor } from "./me.tsx";

export function UserMenu({ onShowKeys }: { onShowKeys: () => void }) {
  const { me } = useVisitor();
  const { name, email } = me.principal;
  return (
    <Dropdown
      className="w-56"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-1.5 hover:bg-hover data-[state=open]:bg-hover"
        >
          <Avatar name={name} kind="person" />
          <span className="truncate">{name}</span>
        </button>
      }
    >
      <DropdownLabel>{email ?? name}</DropdownLabel>
      <DropdownItem onSelect={onShowKeys}>
        <Keyboard aria-hidden /> Keyboard shortcuts
      </DropdownItem>
      <DropdownSeparator />
      <DropdownItem onSelect={() => void signOut()}>
        <LogOut aria-hidden /> Sign out
      </DropdownItem>
    </Dropdown>
  );
}
