import type { Metadata } from "next";
import { QueueView } from "../../../../features/task/queue-view.tsx";

export const metadata: Metadata = { title: "Queue" };

export default function QueuePage() {
  return <QueueView />;
}
