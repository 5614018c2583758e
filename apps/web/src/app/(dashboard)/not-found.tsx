import { Button } from "@hawkmoth/ui/button";
import Link from "next/link";
import { AccountPage } from "../../features/account/account-page.tsx";

export default function NotFoundPage() {
  return (
    <AccountPage title="Nothing here" lead="This page does not exist, or you can’t see it.">
      <Button asChild size="lg">
        <Link href="/">Go to your workspace</Link>
      </Button>
    </AccountPage>
  );
}
