"use client";
import { Button } from "@hawkmoth/ui/button";
import { AccountPage } from "../../features/account/account-page.tsx";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <AccountPage title="This page failed" lead="Hawkmoth’s server may be starting or out of reach.">
      <Button size="lg" variant="primary" onClick={reset}>
        Try again
      </Button>
      {error.digest ? <p className="mt-4 font-mono text-xs text-faint">{error.digest}</p> : null}
    </AccountPage>
  );
}
