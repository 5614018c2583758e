"use client";
import { Button } from "@hawkmoth/ui/button";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";

/** One pairing: compare the code, then let the extension in. */
export function PairRequest({ code, onOtherCode }: { code: string; onOtherCode: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = trpc.pairing.get.queryOptions({ user_code: code }, { retry: false });
  const query = useQuery(options);
  const approve = useMutation(
    trpc.pairing.approve.mutationOptions({
      onSuccess: (pairing) => queryClient.setQueryData(options.queryKey, pairing),
    }),
  );
  if (query.isPending) return <Skeleton className="h-28 w-full" />;
  const otherCode = <Button onClick={onOtherCode}>Enter another code</Button>;
  if (query.error)
    return (
      <div role="alert" className="flex flex-col items-start gap-3">
        <p className="text-md text-fail">This code is unknown or too old. {errorText(query.error)}</p>
        {otherCode}
      </div>
    );
  const { status, device_name, user_code } = query.data;
  if (status === "APPROVED" || status === "REDEEMED")
    return (
      <p
        role="status"
        data-testid="pair-approved"
        className="flex items-start gap-2 rounded-md bg-pass-soft px-3 py-3 text-md"
      >
        <CircleCheck aria-hidden className="mt-[3px] size-4 shrink-0 stroke-[1.5] text-pass" />
        <span>
          <span className="font-medium text-pass">{device_name} is paired.</span> You can close this tab and go back to
          your page.
        </span>
      </p>
    );
  if (status === "EXPIRED")
    return (
      <div role="alert" className="flex flex-col items-start gap-3">
        <p className="text-md text-wait">The code has expired. Start again in the extension.</p>
        {otherCode}
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <p className="text-md">
        <span className="font-medium">{device_name}</span> wants to file bugs as you. Approve only if it shows the same
        code:
      </p>
      <p
        data-testid="pair-code"
        className="rounded-md border border-line bg-surface py-4 text-center font-mono text-xl tracking-[0.12em]"
      >
        {user_code}
      </p>
      <p className="text-sm text-muted">
        It gets a key that may create and read bugs and read projects. You can revoke it under API keys.
      </p>
      {approve.error ? (
        <p role="alert" className="text-fail">
          {errorText(approve.error)}
        </p>
      ) : null}
      <Button
        variant="primary"
        size="lg"
        isPending={approve.isPending}
        onClick={() => approve.mutate({ user_code: code })}
      >
        Approve
      </Button>
    </div>
  );
}
