import { Button } from "@hawkmoth/ui/button";
import { useState } from "react";
import { requestSite } from "../connection/site-access.ts";
import { Notice } from "../notice.tsx";

/** Says why there is no replay, and offers to record the site from now on. */
export function NotRecorded({ origin }: { origin: string }) {
  const [isGranted, setIsGranted] = useState(false);
  const isLocal = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::|$)/.test(origin);
  if (isGranted || isLocal)
    return (
      <Notice tone="info" title="Reload the page once, then it is recorded">
        The recorder starts when a page loads; this one was open before.
      </Notice>
    );
  return (
    <Notice
      tone="info"
      title="This site was not being recorded"
      action={<Button onClick={async () => setIsGranted(await requestSite(origin))}>Record on this site</Button>}
    >
      The report has the screenshot and the page, but no replay, console or network.
    </Notice>
  );
}
