"use client";
import type { ApiKey } from "@hawkmoth/domain/access/schema";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { toast } from "@hawkmoth/ui/toast";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";

export function RevokeKeyButton({ apiKey }: { apiKey: ApiKey }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useMutation(
    trpc.key.revoke.mutationOptions({
      onSuccess: () => {
        setIsAsking(false);
        const stale = [trpc.key.list, trpc.agent.list, trpc.project.list_assignees];
        return Promise.all(stale.map((query) => queryClient.invalidateQueries(query.pathFilter())));
      },
      onError: (error) => toast.error("The key was not revoked", { description: errorText(error) }),
    }),
  );
  return (
    <>
      <Button variant="quiet" size="sm" onClick={() => setIsAsking(true)}>
        Revoke
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Revoke “${apiKey.name}”?`}
        description="Whatever uses it stops working at once. This can’t be undone."
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>Keep it</Button>
            <Button variant="danger" isPending={revoke.isPending} onClick={() => revoke.mutate({ key_id: apiKey.id })}>
              Revoke key
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </>
  );
}
