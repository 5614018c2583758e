import { callTRPCProcedure } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import type { Operation } from "./operation.ts";
import { appRouter } from "./router.ts";

interface Call {
  ctx: ApiContext;
  /** Reads the input; runs only after the caller was let in. */
  readInput: () => unknown;
  signal: AbortSignal;
}

/** Runs a procedure through all its middleware, as every transport does. */
export async function callOperation({ path, type }: Pick<Operation, "path" | "type">, call: Call): Promise<unknown> {
  let input: Promise<unknown> | undefined;
  const getRawInput = () => {
    input ??= Promise.resolve().then(call.readInput);
    return input;
  };
  return await callTRPCProcedure({
    router: appRouter,
    path,
    type,
    ctx: call.ctx,
    getRawInput,
    input: undefined,
    signal: call.signal,
    batchIndex: 0,
  });
}
