"use client";
import type { ConnectedApp } from "@hawkmoth/domain/access/connected-app";
import { Button } from "@hawkmoth/ui/button";
import { Dialog } from "@hawkmoth/ui/dialog";
import { toast } from "@hawkmoth/ui/toast";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";

export function DisconnectAppButton({ app }: { app: ConnectedApp }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const disconnect = useMutation(
    trpc.connected_app.disconnect.mutationOptions({
      onSuccess: () => {
        setIsAsking(false);
        return queryClient.invalidateQueries(trpc.connected_app.list.pathFilter());
      },
      onError: (error) => toast.error("The app was not disconnected", { description: errorText(error) }),
    }),
  );
  return (
    <>
      <Button variant="quiet" size="sm" onClick={() => setIsAsking(true)}>
        Disconnect
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Disconnect “${app.client_name}”?`}
        description={`It stops acting as ${app.member_name} at once, and has to ask again to come back.`}
        footer={
          <>
            <Button onClick={() => setIsAsking(false)}>Keep it</Button>
            <Button
              variant="danger"
              isPending={disconnect.isPending}
              onClick={() => disconnect.mutate({ app_id: app.id })}
            >
              Disconnect
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </>
  );
}
