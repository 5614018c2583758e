import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { fetchMe } from "../../../data/server-me.ts";
import { AccountPage } from "../../../features/account/account-page.tsx";
import { safeNext } from "../../../features/account/safe-next.ts";
import { SignInForm } from "../../../features/account/sign-in-form.tsx";
import type { SearchParams } from "../../route-props.ts";
import { TextLink } from "../../../features/account/text-link.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: { searchParams: SearchParams }) {
  const next = safeNext((await searchParams).next);
  if ((await fetchMe(null)).kind === "me") redirect(next);
  const signUp = next === "/" ? "/sign-up" : `/sign-up?next=${encodeURIComponent(next)}`;
  return (
    <AccountPage
      title="Sign in"
      foot={
        <>
          New here? <TextLink href={signUp}>Create an account</TextLink>
        </>
      }
    >
      <SignInForm next={next} />
    </AccountPage>
  );
}
