"use client";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { MothMark } from "@hawkmoth/ui/moth-mark";
import { Menu, Plus, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useStaleLists } from "../features/bug/use-stale-lists.ts";
import { useHeartbeats } from "../features/task/use-heartbeats.ts";
import { useNeedsYou } from "../features/task/use-needs-you.ts";
import { useVisitor } from "./me.tsx";
import { useShell } from "./shell-actions.ts";
import { Sidebar } from "./sidebar.tsx";

const PhoneMenu = dynamic(() => import("./phone-menu.tsx"), { ssr: false });

/** Sidebar and page side by side; on a phone the sidebar waits behind a button. */
export function ShellFrame({ children }: { children: ReactNode }) {
  const needsYou = useNeedsYou();
  useStaleLists();
  useHeartbeats();
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1.5"
      >
        Skip to the page
      </a>
      <div className="hidden w-55 shrink-0 md:block">
        <Sidebar needsYou={needsYou} />
      </div>
      <PhoneBar needsYou={needsYou} />
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-1 flex-col border-line bg-surface outline-none max-md:border-t md:border-l"
      >
        {children}
      </main>
    </div>
  );
}

function PhoneBar({ needsYou }: { needsYou: number }) {
  const { me, workspace } = useVisitor();
  const { openPalette, openNewBug } = useShell();
  const pathname = usePathname();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 px-2 md:hidden">
      <IconButton label={needsYou > 0 ? `Menu, ${needsYou} need you` : "Menu"} onClick={() => setOpenedAt(pathname)}>
        <Menu aria-hidden />
      </IconButton>
      <MothMark />
      <span className="min-w-0 flex-1 truncate font-semibold">{me.workspace?.name ?? workspace}</span>
      <IconButton label="Search" onClick={openPalette}>
        <Search aria-hidden />
      </IconButton>
      <IconButton label="New bug" onClick={openNewBug}>
        <Plus aria-hidden />
      </IconButton>
      {openedAt === pathname ? <PhoneMenu needsYou={needsYou} onClose={() => setOpenedAt(null)} /> : null}
    </header>
  );
}
