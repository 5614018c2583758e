import type { Tx } from "@hawkmoth/db/client";
import { AppError } from "@hawkmoth/domain/errors";
import { TransactionRollbackError } from "drizzle-orm";
import type { ServiceContext } from "./context.ts";
import { inWorkspace } from "./transaction.ts";

/** Runs `work` like `inWorkspace`; with dry_run everything it did is undone and only its answer remains. */
export async function inPreviewableWorkspace<T>(
  ctx: ServiceContext,
  dry_run: boolean,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (!dry_run) return inWorkspace(ctx, work);
  const answers: T[] = [];
  try {
    await inWorkspace(ctx, async (tx) => {
      answers.push(await work(tx));
      tx.rollback();
    });
  } catch (error) {
    if (!(error instanceof TransactionRollbackError)) throw error;
  }
  const [answer] = answers;
  if (answer === undefined) throw new AppError("INTERNAL");
  return answer;
}
