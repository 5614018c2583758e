import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import { CircleX, ExternalLink } from "lucide-react";
import { SOURCE_LABELS } from "../looks.ts";

/** Who filed it, from where, and the symptom in one line. */
export function BugDigest({ bug }: { bug: BugDetail }) {
  const reporter = bug.reporter.name ?? bug.reporter.email ?? bug.created_by.name;
  const link = safeLink(bug.url);
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-muted">
        <span>
          {reporter} via {SOURCE_LABELS[bug.source]}, <RelativeTime iso={bug.created_at} suffix="ago" />
        </span>
        {link ? (
          <a
            href={link.href}
            target="_blank"
            rel="noreferrer nofollow ugc"
            className="inline-flex min-w-0 items-center gap-1 font-mono text-2xs hover:text-ink"
          >
            <span className="truncate">{link.text}</span>
            <ExternalLink aria-hidden className="size-3 shrink-0 stroke-[1.5]" />
          </a>
        ) : null}
      </p>
      {bug.digest?.headline ? (
        <p data-testid="bug-headline" className="flex items-start gap-1.5 font-mono text-xs leading-5 text-fail">
          <CircleX aria-label="Symptom" className="mt-0.5 size-4 shrink-0 stroke-[1.5]" />
          <span className="line-clamp-2 break-words">{bug.digest.headline}</span>
        </p>
      ) : null}
    </>
  );
}

/** The captured address as a link, when it is a web address at all. */
function safeLink(url: string | null): { href: string; text: string } | null {
  if (url === null || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
  return { href: parsed.href, text: parsed.host + (parsed.pathname === "/" ? "" : parsed.pathname) };
}
