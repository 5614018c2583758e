"use client";
import type { Project } from "@hawkmoth/domain/project/schema";
import { Button } from "@hawkmoth/ui/button";
import { NewProjectForm } from "../../project/new-project-form.tsx";

export function ProjectStep({ onCreated }: { onCreated: (project: Project) => void }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-md text-muted">A project is one site or app that you test.</p>
      <NewProjectForm onCreated={onCreated} formId="first-project" />
      <Button type="submit" form="first-project" variant="primary" size="lg">
        Create project
      </Button>
    </div>
  );
}
