import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { fetchMe } from "../../../data/server-me.ts";
import { readEnv } from "../../../env.ts";
import { AccountPage } from "../../../features/account/account-page.tsx";
import { extensionFolder } from "../../../features/workspace/onboarding/extension-folder.ts";
import { OnboardingView } from "../../../features/workspace/onboarding/onboarding-view.tsx";
import type { SearchParams } from "../../route-props.ts";

export const metadata: Metadata = { title: "Set up" };

export default async function OnboardingPage({ searchParams }: { searchParams: SearchParams }) {
  const answer = await fetchMe(null);
  if (answer.kind !== "me") redirect("/login?next=/onboarding");
  const { publicUrl } = readEnv();
  const isNew = (await searchParams).new !== undefined;
  const [workspace] = isNew ? [] : answer.me.workspaces;
  const inside = workspace ? await fetchMe(workspace.slug) : null;
  const project = inside?.kind === "me" ? (inside.me.projects[0] ?? null) : null;
  return (
    <AccountPage title="Set up Hawkmoth">
      <OnboardingView
        origin={publicUrl}
        folder={extensionFolder(publicUrl)}
        resume={workspace ? { workspace, project } : null}
      />
    </AccountPage>
  );
}
