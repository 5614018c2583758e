import type { Capture } from "@hawkmoth/domain/capture/schema";

const SOON_MS = 3000;
const LATER_MS = 20_000;
/** Nearly every capture is read within the first minute. */
const MANY_ANSWERS = 20;
const SETTLED: readonly Capture["status"][] = ["READY", "FAILED"];

interface Asked {
  data: { capture: Pick<Capture, "status"> | null } | undefined;
  error: unknown;
  /** How many answers came so far. */
  dataUpdateCount: number;
}

/** When to ask for a capture again that is under way; false once there is nothing to wait for. */
export function askAgainAfter({ data, error, dataUpdateCount }: Asked): number | false {
  if (!data?.capture || SETTLED.includes(data.capture.status)) return false;
  return error || dataUpdateCount > MANY_ANSWERS ? LATER_MS : SOON_MS;
}
