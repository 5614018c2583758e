import { Button } from "@hawkmoth/ui/button";
import { Send, Trash2 } from "lucide-react";
import type { SendProgress } from "../send/send-draft.ts";

const STEPS: Record<SendProgress["step"], string> = {
  announcing: "Preparing",
  uploading: "Sending",
  finishing: "Filing the bug",
};

interface SendBarProps {
  progress: SendProgress | null;
  isRetry: boolean;
  canSend: boolean;
  onDiscard: () => void;
}

/** Send, or throw away; while sending, how far it is. */
export function SendBar({ progress, isRetry, canSend, onDiscard }: SendBarProps) {
  const percent = Math.round((progress?.share ?? 0) * 100);
  return (
    <div className="flex items-center gap-3">
      <Button type="submit" variant="primary" size="lg" disabled={!canSend} isPending={progress !== null}>
        {progress ? null : <Send aria-hidden />}
        {isRetry ? "Retry" : "Send report"}
      </Button>
      {progress ? (
        <div className="flex min-w-0 flex-1 items-center gap-3">
          <div
            role="progressbar"
            aria-label="Sending"
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
            className="h-1.5 max-w-60 flex-1 overflow-hidden rounded-sm bg-line"
          >
            <div className="h-full bg-accent transition-[width] duration-120" style={{ width: `${percent}%` }} />
          </div>
          <p aria-live="polite" className="text-xs text-muted">
            {STEPS[progress.step]} {progress.step === "uploading" ? `${percent} %` : ""}
          </p>
        </div>
      ) : (
        <Button variant="ghost" size="lg" onClick={onDiscard}>
          <Trash2 aria-hidden />
          Discard
        </Button>
      )}
    </div>
  );
}
