"use client";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { type TabItem, TabPanel, Tabs } from "@hawkmoth/ui/tabs";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ConsolePanel } from "./console-panel.tsx";
import { NetworkPanel } from "./network-panel.tsx";
import { isFailed } from "./request-text.ts";
import { TimelinePanel } from "./timeline-panel.tsx";

const ContextPanel = dynamic(() => import("./context-panel.tsx").then((module) => module.ContextPanel));
const ScreenshotPanel = dynamic(() => import("./screenshot-panel.tsx").then((module) => module.ScreenshotPanel));
const TranscriptPanel = dynamic(() => import("./transcript-panel.tsx").then((module) => module.TranscriptPanel));

interface EvidenceTabsProps {
  bugKey: string;
  evidence: Evidence;
  screenshotSrc: string | null;
}

/** One panel for each kind of evidence there is. */
export function EvidenceTabs({ bugKey, evidence, screenshotSrc }: EvidenceTabsProps) {
  const items = tabItems(evidence, screenshotSrc);
  const [tab, setTab] = useState(items[0]?.value ?? "context");
  return (
    <Tabs
      value={tab}
      onValueChange={setTab}
      items={items}
      label="Evidence"
      className="border-t border-line [&>div:first-child]:px-3"
    >
      <TabPanel value="timeline">
        <TimelinePanel evidence={evidence} />
      </TabPanel>
      <TabPanel value="console">
        <ConsolePanel evidence={evidence} />
      </TabPanel>
      <TabPanel value="network">
        <NetworkPanel evidence={evidence} />
      </TabPanel>
      <TabPanel value="screenshot">{screenshotSrc ? <ScreenshotPanel src={screenshotSrc} /> : null}</TabPanel>
      <TabPanel value="context">
        <ContextPanel evidence={evidence} />
      </TabPanel>
      <TabPanel value="transcript">
        <TranscriptPanel bugKey={bugKey} />
      </TabPanel>
    </Tabs>
  );
}

function tabItems(evidence: Evidence, screenshotSrc: string | null): TabItem[] {
  const logged = evidence.console.length + evidence.errors.length;
  const hasErrors = evidence.errors.length > 0 || evidence.console.some((entry) => entry.level === "error");
  return [
    ...(evidence.timeline.length > 0
      ? [{ value: "timeline", label: "Timeline", count: evidence.timeline.length }]
      : []),
    ...(logged > 0 ? [{ value: "console", label: "Console", count: logged, isAlarming: hasErrors }] : []),
    ...(evidence.network.length > 0
      ? [
          {
            value: "network",
            label: "Network",
            count: evidence.network.length,
            isAlarming: evidence.network.some(isFailed),
          },
        ]
      : []),
    ...(screenshotSrc ? [{ value: "screenshot", label: "Screenshot" }] : []),
    { value: "context", label: "Context" },
    ...(evidence.timeline.length > 0 ? [{ value: "transcript", label: "Transcript" }] : []),
  ];
}
