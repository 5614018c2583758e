"use client";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { Bot, Bug, CircleUserRound, FolderGit2, Inbox, KeyRound, Plug, Search, SquarePen } from "lucide-react";
import { useShell } from "./shell-actions.ts";
import { LiveMark } from "./live-mark.tsx";
import { useVisitor } from "./me.tsx";
import { NavItem } from "./nav-item.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { UserMenu } from "./user-menu.tsx";
import { WorkspaceSwitch } from "./workspace-switch.tsx";

/** `needsYou` counts tasks of agents that wait for a person. */
export function Sidebar({ needsYou }: { needsYou: number }) {
  const { me, path } = useVisitor();
  const { openPalette, openNewBug, openKeySheet } = useShell();
  return (
    <nav aria-label="Main" className="flex h-full min-h-0 flex-col gap-3 p-2">
      <div className="flex items-center gap-0.5">
        <WorkspaceSwitch />
        <IconButton label="Search and go to" shortcut="mod+K" onClick={openPalette}>
          <Search aria-hidden />
        </IconButton>
        <IconButton label="New bug" shortcut="C" onClick={openNewBug}>
          <SquarePen aria-hidden />
        </IconButton>
      </div>
      <ul className="flex flex-col gap-px">
        <NavItem href={path("bugs")} icon={<Bug />} label="Bugs" />
        <NavItem href={path("bugs")} query="assignee=me" icon={<CircleUserRound />} label="Assigned to me" />
        <NavItem href={path("queue")} icon={<Inbox />} label="Queue" count={needsYou} countLabel="need you" />
        <NavItem href={path("agents")} icon={<Bot />} label="Agents" />
        <NavItem href={path("projects")} icon={<FolderGit2 />} label="Projects" />
      </ul>
      {me.projects.length > 0 ? (
        <section className="min-h-0 overflow-y-auto">
          <h2 className="px-2.5 pb-1 text-2xs text-faint">Projects</h2>
          <ul className="flex flex-col gap-px">
            {me.projects.map((project) => (
              <NavItem
                key={project.id}
                href={path("bugs")}
                query={`project=${project.key}`}
                icon={<span className="w-10 truncate font-mono text-2xs text-faint">{project.key}</span>}
                label={project.name}
              />
            ))}
          </ul>
        </section>
      ) : null}
      <ul className="mt-auto flex flex-col gap-px">
        <NavItem href={path("connections")} icon={<Plug />} label="MCP connections" />
        <NavItem href={path("settings/keys")} icon={<KeyRound />} label="API keys" />
      </ul>
      <div className="border-t border-line pt-2">
        <div className="flex items-center gap-1">
          <UserMenu onShowKeys={openKeySheet} />
          <ThemeMenu />
        </div>
        <div className="px-2 pt-1">
          <LiveMark />
        </div>
      </div>
    </nav>
  );
}
