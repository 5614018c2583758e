import { z } from "zod";

/** ISO-8601 UTC time as it stands on the wire. */
export const Timestamp = z.iso.datetime();
