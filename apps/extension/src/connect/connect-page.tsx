import { useEffect, useState } from "react";
import type { Connection } from "../connection/connection-schema.ts";
import { readConnection } from "../connection/connection.ts";
import { Notice } from "../notice.tsx";
import { PageFrame } from "../page-frame.tsx";
import { ConnectForm } from "./connect-form.tsx";
import { Connected } from "./connected.tsx";
import { DraftList } from "./draft-list.tsx";
import { SiteAccess } from "./site-access-panel.tsx";

/** Where the extension is tied to a Hawkmoth, and where one says which sites it records. */
export function ConnectPage({ notice }: { notice: string | null }) {
  const [connection, setConnection] = useState<Connection | null | undefined>(undefined);
  useEffect(() => void readConnection().then(setConnection), []);
  if (connection === undefined) return <PageFrame title="Hawkmoth">{null}</PageFrame>;
  return (
    <PageFrame title="Hawkmoth">
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-6">
          {notice === "page" ? (
            <Notice tone="info" title="The browser does not let extensions see that page">
              Pages of the browser itself and its extension shop can&apos;t be captured. Open the page you want to
              report and click the button there.
            </Notice>
          ) : null}
          {notice === "failed" ? (
            <Notice tone="fail" title="The capture could not be kept">
              The browser refused to store it. Free some disk space, reload the page and click the button again.
            </Notice>
          ) : null}
          {connection ? (
            <Connected connection={connection} onForgotten={() => setConnection(null)} />
          ) : (
            <ConnectForm onConnected={setConnection} />
          )}
          <DraftList />
        </div>
        <SiteAccess />
      </div>
    </PageFrame>
  );
}
