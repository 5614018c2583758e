import type { ReactNode } from "react";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { PATH_HEADER } from "../../../path-header.ts";
import { fetchMe } from "../../../data/server-me.ts";
import type { WorkspaceParams } from "../../route-props.ts";
import { AppShell } from "../../../shell/app-shell.tsx";

export default async function WorkspaceLayout({ params, children }: { params: WorkspaceParams; children: ReactNode }) {
  const { workspace } = await params;
  const answer = await fetchMe(workspace);
  if (answer.kind === "signed-out") {
    const here = (await headers()).get(PATH_HEADER) ?? `/${workspace}/bugs`;
    redirect(`/login?next=${encodeURIComponent(here)}`);
  }
  if (answer.kind === "no-workspace" || answer.me.workspace?.slug !== workspace) notFound();
  return (
    <AppShell me={answer.me} workspace={workspace}>
      {children}
    </AppShell>
  );
}
