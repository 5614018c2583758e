import type { Metadata } from "next";
import { BugListView } from "../../../../features/bug/list/bug-list-view.tsx";

export const metadata: Metadata = { title: "Bugs" };

export default function BugsPage() {
  return <BugListView />;
}
