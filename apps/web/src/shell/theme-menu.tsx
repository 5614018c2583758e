"use client";
import { Dropdown, DropdownItem } from "@hawkmoth/ui/dropdown";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";

export function ThemeMenu() {
  const { theme, setTheme } = useTheme();
  return (
    <Dropdown
      trigger={
        <IconButton label="Theme">
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </IconButton>
      }
    >
      <DropdownItem onSelect={() => setTheme("light")} isChecked={theme === "light"}>
        <Sun aria-hidden /> Light
      </DropdownItem>
      <DropdownItem onSelect={() => setTheme("dark")} isChecked={theme === "dark"}>
        <Moon aria-hidden /> Dark
      </DropdownItem>
      <DropdownItem onSelect={() => setTheme("system")} isChecked={theme === "system"}>
        <Monitor aria-hidden /> System
      </DropdownItem>
    </Dropdown>
  );
}
