import { Button } from "@hawkmoth/ui/button";
import { CopyButton } from "@hawkmoth/ui/copy-button";
import { CircleCheck, ExternalLink } from "lucide-react";
import type { SentBug } from "../send/send-draft.ts";

/** The end of a report: where the bug is. */
export function SentView({ bug, title }: { bug: SentBug; title: string }) {
  return (
    <section className="flex max-w-160 flex-col items-start gap-4 py-6" aria-live="polite">
      <CircleCheck aria-hidden className="size-8 stroke-[1.5] text-pass" />
      <div>
        <h2 className="text-xl font-semibold">
          Filed as <span className="font-mono">{bug.key}</span>
        </h2>
        <p className="mt-1 text-md text-muted">{title}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="primary" size="lg">
          <a href={bug.web_url}>
            <ExternalLink aria-hidden />
            Open {bug.key}
          </a>
        </Button>
        <CopyButton text={bug.web_url} size="lg">
          Copy link
        </CopyButton>
      </div>
      <p className="text-xs text-muted">The replay appears on the bug in a moment, once it was checked and cleaned.</p>
    </section>
  );
}
