"use client";
import type { Project } from "@hawkmoth/domain/project/schema";
import { Button } from "@hawkmoth/ui/button";
import { EmptyState } from "@hawkmoth/ui/empty-state";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, FolderGit2, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProjectSettings } from "./project-settings.tsx";

const NewProjectDialog = dynamic(() => import("./new-project-dialog.tsx"), { ssr: false });

export function ProjectsView() {
  const trpc = useTRPC();
  const [isCreating, setIsCreating] = useState(false);
  const query = useQuery(trpc.project.list.queryOptions({ limit: 100 }));
  const create = (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden /> New project
    </Button>
  );
  return (
    <>
      <PageHeader title="Projects" lead="Where captures come from, and what they may record." actions={create} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {query.isPending ? <Skeleton className="m-6 h-24" /> : null}
        {query.error ? <p className="px-6 py-4 text-fail">{errorText(query.error)}</p> : null}
        {query.data?.projects.length === 0 ? (
          <EmptyState icon={<FolderGit2 />} title="No projects yet" action={create}>
            A project is one site or app. Its key begins the key of each bug, such as SHOP-412.
          </EmptyState>
        ) : null}
        {query.data?.projects.map((project) => (
          <ProjectItem key={project.id} project={project} isFirst={project.id === query.data.projects[0]?.id} />
        ))}
      </div>
      {isCreating ? <NewProjectDialog onClose={() => setIsCreating(false)} /> : null}
    </>
  );
}

function ProjectItem({ project, isFirst }: { project: Project; isFirst: boolean }) {
  return (
    <details open={isFirst} data-project={project.key} className="group border-b border-line">
      <summary className="flex h-11 cursor-default list-none items-center gap-3 px-4 hover:bg-hover focus-visible:-outline-offset-2 md:px-6 [&::-webkit-details-marker]:hidden">
        <span className="w-16 shrink-0 truncate font-mono text-xs text-muted">{project.key}</span>
        <span className="min-w-0 flex-1 truncate font-medium">{project.name}</span>
        <span className="text-xs text-muted">{project.open_count} open</span>
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 stroke-[1.5] text-faint transition-transform duration-140 group-open:rotate-90"
        />
      </summary>
      <ProjectSettings project={project} />
    </details>
  );
}
