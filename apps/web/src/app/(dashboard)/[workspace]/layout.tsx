import type { ReactNode } from "react";
import { notFound, redirect } from "next/navigation";
import { fetchMe } from "../../../data/server-me.ts";
import type { WorkspaceParams } from "../../route-props.ts";
import { AppShell } from "../../../shell/app-shell.tsx";

export default async function WorkspaceLayout({ params, children }: { params: WorkspaceParams; children: ReactNode }) {
  const { workspace } = await params;
  const answer = await fetchMe(workspace);
  if (answer.kind === "signed-out") redirect(`/login?next=${encodeURIComponent(`/${workspace}/bugs`)}`);
  if (answer.kind === "no-workspace" || answer.me.workspace?.slug !== workspace) notFound();
  return (
    <AppShell me={answer.me} workspace={workspace}>
      {children}
    </AppShell>
  );
}
