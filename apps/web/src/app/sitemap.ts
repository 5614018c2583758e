import type { MetadataRoute } from "next";
import { readEnv } from "../env.ts";

// The address is known when the server runs, not when the dashboard is built.
export const dynamic = "force-dynamic";

/** The pages that anyone may read. */
export default function sitemap(): MetadataRoute.Sitemap {
  const { publicUrl } = readEnv();
  return [{ url: `${publicUrl}/` }];
}
