"use client";
import type { AppRouter } from "@hawkmoth/api/router";
import { createTRPCClient, httpLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { onceAtATime } from "./once-at-a-time.ts";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** The API as one workspace sees it; null before a workspace exists. */
export function makeTrpcClient(workspace: string | null) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: "/api/trpc",
        fetch: onceAtATime((url, init) => fetch(url, init)),
        headers: workspace ? { "X-Hawkmoth-Workspace": workspace } : {},
      }),
    ],
  });
}
