import type { Actor } from "@hawkmoth/domain/actor";
import { AppError } from "@hawkmoth/domain/errors";

const RETRY_AFTER_S = 30;

/** Counts what each principal holds open on this process, whatever credentials it was opened with. */
export interface Seats {
  /**
   * Takes a seat of the principal.
   * @returns how to give it back; calling it again does nothing.
   * @throws RATE_LIMITED when the principal has as many as it may.
   */
  take(actor: Actor): () => void;
}

/** Makes the seats of one kind of connection. `name` is its plural in messages. */
export function createSeats({ name, max_per_principal }: { name: string; max_per_principal: number }): Seats {
  const taken = new Map<string, number>();
  return {
    take(actor) {
      const principal = `${actor.workspace_id} ${actor.type} ${actor.id ?? ""}`;
      const open = taken.get(principal) ?? 0;
      if (open >= max_per_principal)
        throw new AppError("RATE_LIMITED", {
          message: `You have ${open} ${name} open, as many as you may have at once.`,
          hint: "End one of them first.",
          retry_after_s: RETRY_AFTER_S,
        });
      taken.set(principal, open + 1);
      let is_given_back = false;
      return () => {
        if (is_given_back) return;
        is_given_back = true;
        const left = (taken.get(principal) ?? 1) - 1;
        if (left > 0) taken.set(principal, left);
        else taken.delete(principal);
      };
    },
  };
}
