import { ATTACKS } from "./attacks.ts";
import type { Target } from "./whole-product.ts";

/** A process of its own, so that an attack takes no time from the client that is measured beside it. */
process.once("message", ({ what, target, duration_ms }: { what: string; target: Target; duration_ms: number }) => {
  void ATTACKS[what]?.(target, AbortSignal.timeout(duration_ms))
    .catch(() => undefined)
    .finally(() => process.exit(0));
});
