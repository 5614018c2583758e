import { Button } from "@hawkmoth/ui/button";
import { Field } from "@hawkmoth/ui/field";
import { Input } from "@hawkmoth/ui/input";
import { useState } from "react";
import { RequestFailed } from "../connection/api.ts";
import { parseOrigin } from "../connection/connection-origin.ts";
import type { Connection } from "../connection/connection-schema.ts";
import { saveConnection } from "../connection/connection.ts";
import { connectWithKey } from "../connection/pairing.ts";
import { fetchProjects } from "../connection/projects.ts";
import { requestSite } from "../connection/site-access.ts";
import { Notice } from "../notice.tsx";
import { PairPanel } from "./pair-panel.tsx";

/** Ties the extension to a Hawkmoth: by a code the member approves there, or by a pasted key. */
export function ConnectForm({ onConnected }: { onConnected: (connection: Connection) => void }) {
  const [address, setAddress] = useState("http://localhost:3000");
  const [key, setKey] = useState("");
  const [pairingOrigin, setPairingOrigin] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const reach = async (): Promise<string | null> => {
    const origin = parseOrigin(address);
    if (!origin) setProblem(new Error("Give the address of your Hawkmoth, such as https://bugs.example.com."));
    else if (await requestSite(origin)) return origin;
    else setProblem(new Error(`Without the permission for ${origin} nothing can be sent there.`));
    return null;
  };
  const finish = async (connection: Connection) => {
    await saveConnection(connection);
    await fetchProjects(connection).catch(() => undefined);
    onConnected(connection);
  };
  const run = async (work: (origin: string) => Promise<void>) => {
    setProblem(null);
    setPairingOrigin(null);
    setIsBusy(true);
    try {
      const origin = await reach();
      if (origin) await work(origin);
    } catch (error) {
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <section aria-labelledby="connect-title" className="flex max-w-120 flex-col gap-4">
      <div>
        <h2 id="connect-title" className="text-lg font-semibold">
          Connect to your Hawkmoth
        </h2>
        <p className="mt-1 text-sm text-muted">One click on the toolbar then turns what just happened into a bug.</p>
      </div>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void run(async (origin) => setPairingOrigin(origin));
        }}
      >
        <Field label="Address">
          {(control) => (
            <Input
              {...control}
              type="text"
              inputMode="url"
              autoComplete="url"
              spellCheck={false}
              className="h-9 font-mono"
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" variant="primary" size="lg" disabled={isBusy || address.trim() === ""}>
            Pair
          </Button>
        </div>
      </form>
      {pairingOrigin ? (
        <PairPanel
          key={pairingOrigin}
          origin={pairingOrigin}
          onPaired={finish}
          onFailed={(error) => {
            setPairingOrigin(null);
            setProblem(error);
          }}
        />
      ) : null}
      {problem ? <Problem error={problem} /> : null}
      <details className="border-t border-line pt-3">
        <summary className="text-sm text-muted">Use an API key instead</summary>
        <form
          className="mt-3 flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void run(async (origin) => finish(await connectWithKey(origin, key.trim())));
          }}
        >
          <div className="min-w-0 flex-1">
            <Field label="API key">
              {(control) => (
                <Input
                  {...control}
                  type="password"
                  autoComplete="off"
                  className="font-mono"
                  placeholder="hm_key_…"
                  value={key}
                  onChange={(event) => setKey(event.target.value)}
                />
              )}
            </Field>
          </div>
          <Button type="submit" isPending={isBusy} disabled={key.trim() === ""}>
            Connect
          </Button>
        </form>
      </details>
    </section>
  );
}

function Problem({ error }: { error: unknown }) {
  const hint = error instanceof RequestFailed ? error.hint : null;
  return (
    <Notice tone="fail" title={error instanceof Error ? error.message : "Something failed"}>
      {hint}
    </Notice>
  );
}
