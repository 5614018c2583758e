"use client";
import { Button } from "@hawkmoth/ui/button";
import { Kbd } from "@hawkmoth/ui/kbd";
import { Bot, Bug, CircleUserRound, FolderGit2, Inbox, KeyRound, Plug, Plus, Search } from "lucide-react";
import { useShell } from "./shell-actions.tsx";
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
      <div className="flex items-center gap-1">
        <WorkspaceSwitch />
      </div>
      <div className="flex flex-col gap-1.5">
        <Button onClick={openNewBug} className="justify-start">
          <Plus aria-hidden /> New bug
          <Kbd keys="C" className="ml-auto" />
        </Button>
        <button
          type="button"
          onClick={openPalette}
          className="flex h-7 items-center gap-2 rounded-md px-2.5 text-muted hover:bg-hover hover:text-ink"
        >
          <Search aria-hidden className="size-4 stroke-[1.5]" />
          Search
          <Kbd keys="mod+K" className="ml-auto" />
        </button>
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
