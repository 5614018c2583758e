import { redirect } from "next/navigation";
import { fetchMe } from "../../data/server-me.ts";
import { Welcome } from "../../features/account/welcome.tsx";

export default async function HomePage() {
  const answer = await fetchMe(null);
  if (answer.kind !== "me") return <Welcome />;
  const [first] = answer.me.workspaces;
  redirect(first ? `/${first.slug}/bugs` : "/onboarding");
}
