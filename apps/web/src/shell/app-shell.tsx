"use client";
import type { Me } from "@hawkmoth/domain/account/schema";
import type { ReactNode } from "react";
import { DataProvider } from "../data/data-provider.tsx";
import { LiveEventsProvider } from "./live-events.tsx";
import { VisitorProvider } from "./me.tsx";
import { ShellActionsProvider } from "./shell-actions-provider.tsx";
import { ShellFrame } from "./shell-frame.tsx";

/** Everything around the pages of one workspace. */
export function AppShell({ me, workspace, children }: { me: Me; workspace: string; children: ReactNode }) {
  return (
    <DataProvider workspace={workspace}>
      <VisitorProvider me={me} workspace={workspace}>
        <LiveEventsProvider workspace={workspace}>
          <ShellActionsProvider>
            <ShellFrame>{children}</ShellFrame>
          </ShellActionsProvider>
        </LiveEventsProvider>
      </VisitorProvider>
    </DataProvider>
  );
}
