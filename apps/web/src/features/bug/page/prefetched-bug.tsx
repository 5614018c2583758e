import { HydrationBoundary, dehydrate } from "@tanstack/react-query";
import { serverTrpc } from "../../../data/server-trpc.ts";
import { BugView } from "./bug-view.tsx";

/** The bug page with its fields already in it; evidence and activity follow. */
export async function PrefetchedBug({ workspace, bugKey }: { workspace: string; bugKey: string }) {
  const { queryClient, trpc } = await serverTrpc(workspace);
  await queryClient.prefetchQuery(trpc.bug.get.queryOptions({ bug_id: bugKey }));
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <BugView key={bugKey} bugKey={bugKey} />
    </HydrationBoundary>
  );
}
