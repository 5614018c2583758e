import type { Metadata } from "next";
import { ProjectsView } from "../../../../features/project/projects-view.tsx";

export const metadata: Metadata = { title: "Projects" };

export default function ProjectsPage() {
  return <ProjectsView />;
}
