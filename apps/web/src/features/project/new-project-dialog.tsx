"use client";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "../../data/trpc.ts";
import { NewProjectForm } from "./new-project-form.tsx";

export default function NewProjectDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const onCreated = async () => {
    onClose();
    // The sidebar's list of projects comes from the server with the page.
    router.refresh();
    await queryClient.invalidateQueries(trpc.project.list.pathFilter());
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New project"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="new-project">
            Create project
          </Button>
        </>
      }
    >
      <NewProjectForm onCreated={onCreated} />
    </Dialog>
  );
}
