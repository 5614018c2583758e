import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DataProvider } from "../../../data/data-provider.tsx";
import { fetchMe } from "../../../data/server-me.ts";
import { AccountPage } from "../../../features/account/account-page.tsx";
import { safeNext } from "../../../features/account/safe-next.ts";
import { SignUpForm } from "../../../features/account/sign-up-form.tsx";
import type { SearchParams } from "../../route-props.ts";
import { TextLink } from "../../../features/account/text-link.tsx";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeNext((await searchParams).next);
  if ((await fetchMe(null)).kind === "me") redirect(next);
  const signIn = next === "/" ? "/login" : `/login?next=${encodeURIComponent(next)}`;
  return (
    <AccountPage
      title="Create an account"
      lead="From a click on a broken page to a verified fix."
      foot={
        <>
          Already have one? <TextLink href={signIn}>Sign in</TextLink>
        </>
      }
    >
      <DataProvider workspace={null}>
        <SignUpForm next={next} />
      </DataProvider>
    </AccountPage>
  );
}
