import { z } from "zod";

/** What of a page's cookies a capture takes, least first. */
export const CookiePolicy = z.enum(["NONE", "NAMES", "VALUES"]);
export type CookiePolicy = z.infer<typeof CookiePolicy>;
