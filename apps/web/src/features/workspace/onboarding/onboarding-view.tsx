"use client";
import type { Me } from "@hawkmoth/domain/account/schema";
import type { Workspace } from "@hawkmoth/domain/workspace/schema";
import { useState } from "react";
import { DataProvider } from "../../../data/data-provider.tsx";
import { InstallStep } from "./install-step.tsx";
import { ProjectStep } from "./project-step.tsx";
import { StepList } from "./step-list.tsx";
import { WorkspaceStep } from "./workspace-step.tsx";

interface OnboardingViewProps {
  origin: string;
  /** Where the built extension lies, when that is on the same machine. */
  folder: string | null;
  /** Where the person stopped last time: a workspace without a project, or with one and no bug. */
  resume: { workspace: { slug: string; name: string }; project: Me["projects"][number] | null } | null;
}

/** Workspace, project, capture: each step appears when the one before is done. */
export function OnboardingView({ origin, folder, resume }: OnboardingViewProps) {
  const [workspace, setWorkspace] = useState<Pick<Workspace, "slug" | "name"> | null>(resume?.workspace ?? null);
  const [project, setProject] = useState<{ name: string; key: string } | null>(resume?.project ?? null);
  if (!workspace)
    return (
      <StepList current={0}>
        <DataProvider workspace={null}>
          <WorkspaceStep onCreated={setWorkspace} />
        </DataProvider>
      </StepList>
    );
  return (
    <StepList current={project ? 2 : 1}>
      <DataProvider key={workspace.slug} workspace={workspace.slug}>
        {project ? (
          <InstallStep origin={origin} folder={folder} workspace={workspace.slug} project={project} />
        ) : (
          <ProjectStep onCreated={setProject} />
        )}
      </DataProvider>
    </StepList>
  );
}
