"use client";
import { EmptyState } from "@hawkmoth/ui/empty-state";
import { Button } from "@hawkmoth/ui/button";
import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { errorText } from "../../../data/error-body.ts";
import { useTRPC } from "../../../data/trpc.ts";
import { useVisitor } from "../../../shell/me.tsx";
import { ActivityFeed } from "../../activity/activity-feed.tsx";
import { BugDescription } from "./bug-description.tsx";
import { BugDigest } from "./bug-digest.tsx";
import { BugPageHeader } from "./bug-page-header.tsx";
import { BugSkeleton } from "./bug-skeleton.tsx";
import { BugTitle } from "./bug-title.tsx";
import { ConflictNotice } from "./conflict-notice.tsx";
import { Properties } from "./properties.tsx";
import { useBugLive } from "./use-bug-live.ts";
import { useBugPageKeys } from "./use-bug-page-keys.ts";
import { useGuardedWrite } from "./use-guarded-write.ts";

const EvidenceSection = dynamic(() =>
  import("../../evidence/evidence-section.tsx").then((module) => module.EvidenceSection),
);

export function BugView({ bugKey }: { bugKey: string }) {
  const trpc = useTRPC();
  const { path } = useVisitor();
  const query = useQuery(trpc.bug.get.queryOptions({ bug_id: bugKey }));
  const bug = query.data;
  useBugLive(bugKey, bug?.id);
  const { change, conflict, applyMine, keepTheirs } = useGuardedWrite(bug);
  const [openField, setOpenField] = useBugPageKeys(bug, (patch) => void change(patch));
  if (query.error && !bug)
    return (
      <EmptyState
        icon={<SearchX />}
        title={`${bugKey} can’t be shown`}
        action={
          <Button asChild>
            <Link href={path("bugs")}>All bugs</Link>
          </Button>
        }
      >
        {errorText(query.error)}
      </EmptyState>
    );
  if (!bug) return <BugSkeleton />;
  return (
    <>
      <BugPageHeader bug={bug} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="grid min-h-full lg:grid-cols-[minmax(0,1fr)_280px] lg:grid-rows-[auto_1fr]">
          <div className="flex min-w-0 flex-col gap-2 px-4 pt-4 md:px-6">
            <BugTitle bug={bug} onChange={change} />
            <BugDigest bug={bug} />
            {conflict ? <ConflictNotice conflict={conflict} bug={bug} onApply={applyMine} onKeep={keepTheirs} /> : null}
            <BugDescription bug={bug} onChange={change} />
          </div>
          <Properties
            bug={bug}
            bugKey={bugKey}
            onChange={(patch) => void change(patch)}
            openField={openField}
            onOpenField={setOpenField}
          />
          <div className="flex min-w-0 flex-col gap-5 px-4 pt-5 pb-10 md:px-6">
            <EvidenceSection bugKey={bugKey} />
            <ActivityFeed bugKey={bugKey} />
          </div>
        </div>
      </div>
    </>
  );
}
