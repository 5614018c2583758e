import type { Metadata } from "next";
import { BugView } from "../../../../../features/bug/page/bug-view.tsx";
import type { BugParams } from "../../../../route-props.ts";

export async function generateMetadata({ params }: { params: BugParams }): Promise<Metadata> {
  return { title: decodeURIComponent((await params).key).toUpperCase() };
}

export default async function BugPage({ params }: { params: BugParams }) {
  const { key } = await params;
  return <BugView key={key} bugKey={decodeURIComponent(key)} />;
}
