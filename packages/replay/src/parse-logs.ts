import { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { invalidInput } from "@hawkmoth/domain/errors";

/**
 * Reads the JSON value of a LOGS artifact.
 * @throws INVALID_INPUT naming the first field that is not as the format says.
 */
export function parseLogs(json: unknown): CaptureLogs {
  const parsed = CaptureLogs.safeParse(json);
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}
