"use client";
import type { AppRouter } from "@hawkmoth/api/router";
import { createTRPCClient, httpLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** The API as one workspace sees it; null before a workspace exists. */
export function makeTrpcClient(workspace: string | null) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: "/api/trpc",
        headers: workspace ? { "X-Hawkmoth-Workspace": workspace } : {},
      }),
    ],
  });
}
