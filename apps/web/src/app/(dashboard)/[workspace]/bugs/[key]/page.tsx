import type { Metadata } from "next";
import { PrefetchedBug } from "../../../../../features/bug/page/prefetched-bug.tsx";
import type { BugParams } from "../../../../route-props.ts";

export async function generateMetadata({ params }: { params: BugParams }): Promise<Metadata> {
  return { title: decodeURIComponent((await params).key).toUpperCase() };
}

export default async function BugPage({ params }: { params: BugParams }) {
  const { workspace, key } = await params;
  return <PrefetchedBug workspace={workspace} bugKey={decodeURIComponent(key)} />;
}
