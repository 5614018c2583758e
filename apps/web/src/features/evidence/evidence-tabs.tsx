"use client";
import type { Evidence } from "@hawkmoth/domain/evidence/schema";
import { type TabItem, TabPanel, Tabs } from "@hawkmoth/ui/tabs";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ConsolePanel } from "./console-panel.tsx";
import { NetworkPanel } from "./network-panel.tsx";
import { NotRecorded } from "./not-recorded.tsx";
import { isFailed } from "./request-text.ts";
import { Screenshot } from "./screenshot.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";

const ContextPanel = dynamic(() => import("./context-panel.tsx").then((module) => module.ContextPanel));
const TranscriptPanel = dynamic(() => import("./transcript-panel.tsx").then((module) => module.TranscriptPanel));

interface EvidenceTabsProps {
  bugKey: string;
  evidence: Evidence;
  screenshotSrc: string | null;
}

/** One panel for each kind of evidence there is; console and network also say that there is none. */
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
        {logCount(evidence) > 0 ? (
          <ConsolePanel evidence={evidence} />
        ) : (
          <NotRecorded part="console" evidence={evidence} />
        )}
      </TabPanel>
      <TabPanel value="network">
        {evidence.network.length > 0 ? (
          <NetworkPanel evidence={evidence} />
        ) : (
          <NotRecorded part="network" evidence={evidence} />
        )}
      </TabPanel>
      <TabPanel value="screenshot">{screenshotSrc ? <Screenshot src={screenshotSrc} /> : null}</TabPanel>
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
  const logged = logCount(evidence);
  const hasErrors = evidence.errors.length > 0 || evidence.console.some((entry) => entry.level === "error");
  return [
    ...(evidence.timeline.length > 0
      ? [{ value: "timeline", label: "Timeline", count: evidence.timeline.length }]
      : []),
    { value: "console", label: "Console", count: logged || undefined, isAlarming: hasErrors },
    {
      value: "network",
      label: "Network",
      count: evidence.network.length || undefined,
      isAlarming: evidence.network.some(isFailed),
    },
    ...(screenshotSrc ? [{ value: "screenshot", label: "Screenshot" }] : []),
    { value: "context", label: "Context" },
    ...(evidence.timeline.length > 0 ? [{ value: "transcript", label: "Transcript" }] : []),
  ];
}

function logCount({ console, errors }: Evidence): number {
  return console.length + errors.length;
}
