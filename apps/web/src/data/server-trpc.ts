import type { AppRouter } from "@hawkmoth/api/router";
import { QueryClient } from "@tanstack/react-query";
import { createTRPCClient, httpLink } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { readEnv } from "../env.ts";
import { visitorHeaders } from "./visitor.ts";

/** The API as the visitor of this request sees it, to fill the cache of the page before it is sent. */
export async function serverTrpc(workspace: string) {
  const visitor = await visitorHeaders();
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const client = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${readEnv().apiUrl}/api/trpc`,
        headers: { ...visitor, "x-hawkmoth-workspace": workspace },
      }),
    ],
  });
  return { queryClient, trpc: createTRPCOptionsProxy<AppRouter>({ client, queryClient }) };
}
