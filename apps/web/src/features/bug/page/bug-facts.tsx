"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import Link from "next/link";
import type { ReactNode } from "react";
import { useVisitor } from "../../../shell/me.tsx";
import { SOURCE_LABELS } from "../looks.ts";

/** What is known about a bug and not for a person to choose. A phone leaves it to the line below the title. */
export function BugFacts({ bug }: { bug: BugDetail }) {
  const { path } = useVisitor();
  const facts: [name: string, value: ReactNode][] = [
    ["Accountable", bug.accountable_member?.name],
    [
      "Duplicate of",
      bug.duplicate_of ? <BugLink href={path(`bugs/${bug.duplicate_of.key}`)} text={bug.duplicate_of.key} /> : null,
    ],
    ["GitHub", bug.links.length > 0 ? <IssueLinks links={bug.links} /> : null],
    ["Reporter", bug.reporter.name ?? bug.reporter.email ?? bug.created_by.name],
    ["Source", SOURCE_LABELS[bug.source]],
    ["Environment", bug.environment],
    ["App version", bug.app_version],
    ["Reopened", bug.reopen_count > 0 ? `${bug.reopen_count.toString()}×` : null],
    ["Filed", <RelativeTime key="filed" iso={bug.created_at} suffix="ago" />],
    ["Changed", <RelativeTime key="changed" iso={bug.updated_at} suffix="ago" />],
  ];
  return (
    <dl className="px-2 pb-3 max-lg:hidden">
      {facts.map(([name, value]) =>
        value ? (
          <div key={name} className="grid min-h-8 grid-cols-[84px_1fr] items-center gap-2 px-2">
            <dt className="text-xs text-faint">{name}</dt>
            <dd className="min-w-0 px-1.5 break-words">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function BugLink({ href, text }: { href: string; text: string }) {
  return (
    <Link href={href} className="font-mono text-xs underline">
      {text}
    </Link>
  );
}

function IssueLinks({ links }: Pick<BugDetail, "links">) {
  return links.map(({ url, repo_owner, repo_name, issue_number }) => (
    <a key={url} href={url} target="_blank" rel="noreferrer" className="font-mono text-xs underline">
      {repo_owner}/{repo_name}#{issue_number}
    </a>
  ));
}
