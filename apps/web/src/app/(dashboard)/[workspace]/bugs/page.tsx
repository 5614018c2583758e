import type { Metadata } from "next";
import { PrefetchedBugList } from "../../../../features/bug/list/prefetched-bug-list.tsx";
import type { SearchParams, WorkspaceParams } from "../../../route-props.ts";

export const metadata: Metadata = { title: "Bugs" };

export default async function BugsPage({
  params,
  searchParams,
}: {
  params: WorkspaceParams;
  searchParams: SearchParams;
}) {
  return <PrefetchedBugList workspace={(await params).workspace} searchParams={searchParams} />;
}
