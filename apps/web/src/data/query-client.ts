import { QueryCache, QueryClient } from "@tanstack/react-query";
import { errorBodyOf } from "./error-body.ts";

const FINAL_CODES = ["NOT_FOUND", "FORBIDDEN", "UNAUTHENTICATED", "INVALID_INPUT", "INSUFFICIENT_SCOPE", "CONFLICT"];

/** Live events say when something changed, so what is in the cache stays fresh for a while. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (failures, error) => failures < 2 && !FINAL_CODES.includes(errorBodyOf(error).code),
      },
      mutations: { retry: false },
    },
  });
}

/** A session that ended while the page was open: the person signs in and comes back to it. */
function signInAgain(error: unknown): void {
  if (typeof window === "undefined" || errorBodyOf(error).code !== "UNAUTHENTICATED") return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/login?next=${encodeURIComponent(here)}`);
}
