import type { ConsentRequest } from "@hawkmoth/domain/access/connected-app";
import { TriangleAlert } from "lucide-react";

/** Who asks. The name is the program's own word, so what was checked stands beside it: its host and where it leads. */
export function ConsentClient({ request }: { request: ConsentRequest }) {
  const { client, redirect_host, is_redirect_loopback, user } = request;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-md">
        <bdi data-testid="consent-client" className="font-semibold break-words">
          {client.name}
        </bdi>{" "}
        wants to act as <span className="font-medium">{user.name}</span> ({user.email}).
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 rounded-md border border-line bg-canvas px-3 py-2.5 text-sm">
        {client.is_registered_by_itself ? null : (
          <>
            <dt className="text-muted">Published at</dt>
            <dd data-testid="consent-host" className="font-mono text-xs leading-5 break-all">
              {client.host}
            </dd>
          </>
        )}
        <dt className="text-muted">{is_redirect_loopback ? "Runs on" : "Sends you to"}</dt>
        <dd data-testid="consent-redirect" className="font-mono text-xs leading-5 break-all">
          {is_redirect_loopback ? `this computer (${redirect_host})` : redirect_host}
        </dd>
      </dl>
      {client.is_registered_by_itself ? (
        <p className="flex items-start gap-2 text-sm text-wait">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.5]" />
          Any program can call itself this. Allow it only if you just started it yourself.
        </p>
      ) : null}
    </div>
  );
}
