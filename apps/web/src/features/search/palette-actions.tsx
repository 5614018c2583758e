import {
  Bot,
  Bug,
  CircleUserRound,
  FolderGit2,
  Inbox,
  Keyboard,
  KeyRound,
  Monitor,
  Moon,
  Plug,
  Plus,
  Sun,
} from "lucide-react";
import type { ReactNode } from "react";
import type { ShellActions } from "../../shell/shell-actions.ts";

export interface PaletteAction {
  label: string;
  icon: ReactNode;
  keys?: string;
  run: () => void;
}

interface PaletteContext {
  path: (page: string) => string;
  go: (href: string) => void;
  shell: ShellActions;
  setTheme: (theme: string) => void;
}

export function paletteActions({ path, go, shell, setTheme }: PaletteContext): PaletteAction[] {
  return [
    { label: "New bug", icon: <Plus />, keys: "C", run: shell.openNewBug },
    { label: "Bugs", icon: <Bug />, keys: "G B", run: () => go(path("bugs")) },
    { label: "Bugs assigned to me", icon: <CircleUserRound />, run: () => go(path("bugs?assignee=me")) },
    { label: "Bugs assigned to agents", icon: <Bot />, run: () => go(path("bugs?assignee=agent")) },
    { label: "Queue", icon: <Inbox />, keys: "G Q", run: () => go(path("queue")) },
    { label: "Agents", icon: <Bot />, keys: "G A", run: () => go(path("agents")) },
    { label: "Projects", icon: <FolderGit2 />, keys: "G P", run: () => go(path("projects")) },
    { label: "MCP connections", icon: <Plug />, run: () => go(path("connections")) },
    { label: "API keys", icon: <KeyRound />, run: () => go(path("settings/keys")) },
    { label: "Light theme", icon: <Sun />, run: () => setTheme("light") },
    { label: "Dark theme", icon: <Moon />, run: () => setTheme("dark") },
    { label: "System theme", icon: <Monitor />, run: () => setTheme("system") },
    { label: "Keyboard shortcuts", icon: <Keyboard />, keys: "?", run: shell.openKeySheet },
  ];
}
