import { Button } from "@hawkmoth/ui/button";
import { ExternalLink, LoaderCircle } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { browser } from "wxt/browser";
import type { Connection } from "../connection/connection-schema.ts";
import { approvalUrl, awaitApproval, startPairing, type Started } from "../connection/pairing.ts";

interface PairPanelProps {
  origin: string;
  onPaired: (connection: Connection) => Promise<void>;
  onFailed: (error: unknown) => void;
}

/** Shows the code to compare, opens the page that approves it, and waits. */
export function PairPanel({ origin, onPaired, onFailed }: PairPanelProps) {
  const [started, setStarted] = useState<Started | null>(null);
  const paired = useEffectEvent(onPaired);
  const failed = useEffectEvent(onFailed);

  useEffect(() => {
    const stop = new AbortController();
    const pair = async () => {
      try {
        const code = await startPairing(origin);
        if (stop.signal.aborted) return;
        setStarted(code);
        await browser.tabs.create({ url: approvalUrl(origin, code) });
        const connection = await awaitApproval(origin, code, stop.signal);
        await paired(connection);
      } catch (error) {
        if (!stop.signal.aborted) failed(error);
      }
    };
    void pair();
    return () => stop.abort();
  }, [origin]);

  if (!started) return <p className="text-sm text-muted">Asking {origin} for a code…</p>;
  return (
    <div className="rounded-md border border-line bg-surface p-4" aria-live="polite">
      <p className="text-sm">Approve this code in the tab that just opened, if it shows the same:</p>
      <p data-testid="user-code" className="mt-2 font-mono text-xl font-semibold tracking-[0.2em]">
        {started.user_code}
      </p>
      <div className="mt-3 flex items-center gap-3">
        <Button asChild>
          <a href={approvalUrl(origin, started)} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden />
            Open it again
          </a>
        </Button>
        <span className="flex items-center gap-1.5 text-xs text-muted">
          <LoaderCircle aria-hidden className="size-4 animate-spin stroke-[1.5]" />
          Waiting for your approval
        </span>
      </div>
    </div>
  );
}
