"use client";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { CircleStop } from "lucide-react";
import { useState } from "react";
import { useTaskActions } from "./use-task-actions.ts";

export function StopButton({ taskId, agentName }: { taskId: string; agentName: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const { stop } = useTaskActions();
  const confirm = () => stop.mutate({ task_id: taskId }, { onSettled: () => setIsAsking(false) });
  return (
    <>
      <Button variant="quiet" size="sm" onClick={() => setIsAsking(true)}>
        <CircleStop aria-hidden /> Stop
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Stop the task?"
        description={`${agentName} loses its lease at once. The bug keeps its assignee and what was written so far.`}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>Keep it running</Button>
            <Button variant="danger" isPending={stop.isPending} onClick={confirm}>
              Stop task
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </>
  );
}
