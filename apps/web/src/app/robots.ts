import type { MetadataRoute } from "next";
import { readEnv } from "../env.ts";

// The address is known when the server runs, not when the dashboard is built.
export const dynamic = "force-dynamic";

/** Nothing behind the sign-in is for search engines; the start page may be found. */
export default function robots(): MetadataRoute.Robots {
  const { publicUrl } = readEnv();
  return { rules: { userAgent: "*", allow: ["/$", "/product/"], disallow: "/" }, sitemap: `${publicUrl}/sitemap.xml` };
}
