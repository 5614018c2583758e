import { Button } from "@hawkmoth/ui/button";
import { Kbd } from "@hawkmoth/ui/kbd";
import { CircleCheck, ExternalLink } from "lucide-react";
import type { Connection } from "../connection/connection-schema.ts";
import { forgetConnection } from "../connection/connection.ts";
import { savePolicyBook } from "../connection/policy-store.ts";

/** The connection that holds, and how to end it. */
export function Connected({ connection, onForgotten }: { connection: Connection; onForgotten: () => void }) {
  const { origin, workspace, member } = connection;
  const disconnect = async () => {
    await forgetConnection();
    await savePolicyBook(null);
    onForgotten();
  };
  return (
    <section aria-labelledby="connected-title" className="flex max-w-140 flex-col gap-4">
      <h2 id="connected-title" className="flex items-center gap-2 text-lg font-semibold">
        <CircleCheck aria-hidden className="size-5 stroke-[1.5] text-pass" />
        Connected
      </h2>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
        <dt className="text-muted">Hawkmoth</dt>
        <dd className="truncate font-mono">{origin}</dd>
        <dt className="text-muted">Workspace</dt>
        <dd className="truncate">{workspace.name}</dd>
        <dt className="text-muted">Files bugs as</dt>
        <dd className="truncate">{member}</dd>
      </dl>
      <p className="text-sm text-muted">
        When something goes wrong on a page, click the Hawkmoth button in the toolbar or press{" "}
        <Kbd keys="Alt+Shift+B" />. The last seconds are kept until you do.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary">
          <a href={`${origin}/${workspace.slug}/bugs`} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden />
            Open the bug list
          </a>
        </Button>
        <Button variant="danger" onClick={disconnect}>
          Disconnect
        </Button>
      </div>
    </section>
  );
}
