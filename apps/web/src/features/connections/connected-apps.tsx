"use client";
import type { ConnectedApp } from "@hawkmoth/domain/access/connected-app";
import { Badge } from "@hawkmoth/ui/badge";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import { Skeleton } from "@hawkmoth/ui/skeleton";
import { useQuery } from "@tanstack/react-query";
import { errorText } from "../../data/error-body.ts";
import { useTRPC } from "../../data/trpc.ts";
import { useVisitor } from "../../shell/me.tsx";
import { DisconnectAppButton } from "./disconnect-app-button.tsx";

/** The programs that signed in over OAuth: one's own, and everybody's for who runs the workspace. */
export function ConnectedApps() {
  const trpc = useTRPC();
  const { me } = useVisitor();
  const query = useQuery(trpc.connected_app.list.queryOptions());
  return (
    <section aria-labelledby="connected-apps" data-testid="connected-apps">
      <h2 id="connected-apps" className="text-md font-semibold">
        Connected apps
      </h2>
      <p className="mt-1 text-sm text-muted">
        Programs that signed in as a member instead of holding a key. They stay signed in for 30 days after their last
        use.
      </p>
      <div className="mt-3">
        {query.isPending ? <Skeleton className="h-16" /> : null}
        {query.error ? <p className="text-fail">{errorText(query.error)}</p> : null}
        {query.data?.apps.length === 0 ? (
          <p className="rounded-md border border-line px-3 py-3 text-sm text-muted">
            None yet. Give a client the address above without a key, and it sends you here to sign in.
          </p>
        ) : null}
        {query.data && query.data.apps.length > 0 ? (
          <ul className="divide-y divide-line rounded-md border border-line">
            {query.data.apps.map((app) => (
              <AppRow key={app.id} app={app} isOwn={app.member_id === me.principal.id} />
            ))}
          </ul>
        ) : null}
      </div>
    </section>
  );
}

function AppRow({ app, isOwn }: { app: ConnectedApp; isOwn: boolean }) {
  return (
    <li data-app={app.client_name} className="flex items-start gap-4 px-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium break-words">{app.client_name}</span>
          <span className="font-mono text-2xs break-all text-muted">{app.client_host}</span>
          {isOwn ? null : <Badge>as {app.member_name}</Badge>}
          {app.project_ids === null ? null : <Badge>One project</Badge>}
        </p>
        <p className="mt-1 font-mono text-2xs leading-4 break-words text-muted">{app.scopes.join(" ")}</p>
        <p className="mt-1 text-xs text-muted">
          Connected <RelativeTime iso={app.created_at} suffix="ago" />,{" "}
          {app.last_used_at ? (
            <>
              last used <RelativeTime iso={app.last_used_at} suffix="ago" />
            </>
          ) : (
            "never used"
          )}
        </p>
      </div>
      <DisconnectAppButton app={app} />
    </li>
  );
}
