import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { fetchMe } from "../../../data/server-me.ts";
import { PairView } from "../../../features/access/pair-view.tsx";
import { AccountPage } from "../../../features/account/account-page.tsx";
import type { SearchParams } from "../../route-props.ts";

export const metadata: Metadata = { title: "Pair the extension" };

export default async function PairPage({ searchParams }: { searchParams: SearchParams }) {
  const { code } = await searchParams;
  const given = typeof code === "string" ? code : null;
  const answer = await fetchMe(null);
  const here = given ? `/pair?code=${encodeURIComponent(given)}` : "/pair";
  if (answer.kind !== "me") redirect(`/login?next=${encodeURIComponent(here)}`);
  if (answer.me.workspaces.length === 0) redirect("/onboarding");
  return (
    <AccountPage title="Pair the extension">
      <PairView initialCode={given} workspaces={answer.me.workspaces} />
    </AccountPage>
  );
}
