import { headers } from "next/headers";

/** What the API needs to know of the visitor behind a call of the dashboard's own server: who, and from which address. */
export async function visitorHeaders(): Promise<Record<string, string>> {
  const request = await headers();
  const cookie = request.get("cookie");
  const address = request.get("x-forwarded-for");
  return { ...(cookie === null ? {} : { cookie }), ...(address === null ? {} : { "x-forwarded-for": address }) };
}
