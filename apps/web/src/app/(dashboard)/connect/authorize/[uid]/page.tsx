import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { fetchMe } from "../../../../../data/server-me.ts";
import { ConsentView } from "../../../../../features/access/consent/consent-view.tsx";
import { AccountPage } from "../../../../../features/account/account-page.tsx";

export const metadata: Metadata = { title: "Allow an app" };

/** A program asks for access, here to be decided; the API sent the browser on to this page. */
export default async function AuthorizePage({ params }: { params: Promise<{ uid: string }> }) {
  const { uid } = await params;
  const answer = await fetchMe(null);
  const here = `/connect/authorize/${encodeURIComponent(uid)}`;
  if (answer.kind === "signed-out") redirect(`/login?next=${encodeURIComponent(here)}`);
  return (
    <AccountPage title="Allow an app?">
      <ConsentView uid={uid} />
    </AccountPage>
  );
}
