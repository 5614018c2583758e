"use client";
import type { CapturedBody, NetworkEntry } from "@hawkmoth/domain/capture/bundle";
import { Badge } from "@hawkmoth/ui/badge";
import { CodeBlock } from "@hawkmoth/ui/code-block";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { TabPanel, Tabs } from "@hawkmoth/ui/tabs";
import { X } from "lucide-react";
import { useState } from "react";
import { formatClock } from "../replay/clock.ts";
import { usePlayerValue } from "../replay/player-context.tsx";
import { bodyText, formatBytes, formatDuration, isFailed, statusOf } from "./request-text.ts";

interface RequestDetailProps {
  request: NetworkEntry;
  onClose: () => void;
}

const TABS = [
  { value: "headers", label: "Headers" },
  { value: "request", label: "Request" },
  { value: "response", label: "Response" },
  { value: "timing", label: "Timing" },
] as const;

export function RequestDetail({ request, onClose }: RequestDetailProps) {
  const [tab, setTab] = useState<string>(request.response_body ? "response" : "headers");
  return (
    <section aria-label="Request detail" className="min-w-0 border-line max-md:border-t md:border-l">
      <div className="flex items-start gap-2 px-3 pt-2">
        <Badge tone={isFailed(request) ? "fail" : "neutral"} className="font-mono">
          {statusOf(request)}
        </Badge>
        <p className="min-w-0 flex-1 font-mono text-xs leading-5 break-all">
          <span className="text-faint">{request.method}</span> {request.url}
          {request.error ? <span className="block text-fail">{request.error}</span> : null}
        </p>
        <IconButton label="Close detail" size="sm" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      <Tabs value={tab} onValueChange={setTab} items={TABS} label="Parts of the request" className="px-3">
        <div className="max-h-92 overflow-y-auto py-2">
          <TabPanel value="headers">
            <Pairs title="Request headers" pairs={request.request_headers} />
            <Pairs title="Response headers" pairs={request.response_headers} />
          </TabPanel>
          <TabPanel value="request">
            <Body body={request.request_body} what="request" />
          </TabPanel>
          <TabPanel value="response">
            <Body body={request.response_body} what="response" />
          </TabPanel>
          <TabPanel value="timing">
            <Timing request={request} />
          </TabPanel>
        </div>
      </Tabs>
    </section>
  );
}

function Pairs({ title, pairs }: { title: string; pairs: Readonly<Record<string, string>> }) {
  const rows = Object.entries(pairs);
  return (
    <>
      <h3 className="pb-1 text-2xs text-faint">{title}</h3>
      {rows.length === 0 ? <p className="pb-3 text-muted">None were captured.</p> : null}
      <dl className="pb-3">
        {rows.map(([name, value]) => (
          <div key={name} className="grid grid-cols-[minmax(90px,34%)_1fr] gap-3 border-t border-line py-1 text-2xs">
            <dt className="truncate font-mono text-muted">{name}</dt>
            <dd className="font-mono break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Body({ body, what }: { body: CapturedBody | null; what: "request" | "response" }) {
  if (!body)
    return (
      <p className="text-muted">
        No {what} body was captured. Bodies are recorded when the project’s capture policy allows it.
      </p>
    );
  const text = bodyText(body);
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-1.5 text-2xs text-faint">
        {formatBytes(body.size_bytes)}
        {body.redacted ? <Badge>Secrets masked</Badge> : null}
        {body.truncated ? <Badge tone="wait">Cut at 64 KiB</Badge> : null}
      </p>
      {text === null ? <p className="text-muted">Left out: {body.omitted ?? "empty"}</p> : <CodeBlock code={text} />}
    </div>
  );
}

function Timing({ request }: { request: NetworkEntry }) {
  const start_ms = usePlayerValue((state) => state.start_ms);
  const receiving =
    request.duration_ms !== null && request.ttfb_ms !== null ? request.duration_ms - request.ttfb_ms : null;
  const rows: [string, string][] = [
    ["Started at", formatClock(request.at_ms - start_ms)],
    ["Waiting for the first byte", formatDuration(request.ttfb_ms)],
    ["Receiving", formatDuration(receiving)],
    ["Total", formatDuration(request.duration_ms)],
    ["Sent", formatBytes(request.request_size_bytes)],
    ["Received", formatBytes(request.response_size_bytes)],
    ["Started by", request.initiator],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name} className="grid grid-cols-2 gap-3 border-t border-line py-1 text-xs first:border-0">
          <dt className="text-muted">{name}</dt>
          <dd className="font-mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
