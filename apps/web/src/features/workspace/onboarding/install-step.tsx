"use client";
import { Button } from "@hawkmoth/ui/button";
import { CopyIconButton } from "@hawkmoth/ui/copy-button";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { LiveEventsProvider } from "../../../shell/live-events.tsx";
import { useFirstBug } from "./use-first-bug.ts";

interface InstallStepProps {
  origin: string;
  folder: string | null;
  workspace: string;
  project: { name: string; key: string };
}

/** How to install the extension, and a place that turns live when the first bug arrives. */
export function InstallStep({ origin, folder, workspace, project }: InstallStepProps) {
  return (
    <div className="flex flex-col gap-5">
      <ol className="flex flex-col gap-3 text-md">
        <Instruction number={1}>
          Open <code className="text-sm">chrome://extensions</code>, turn on Developer mode, choose “Load unpacked” and
          pick {folder ? "this folder:" : "the extension folder that the terminal printed at the start."}
          {folder ? <Copyable text={folder} label="Copy folder" /> : null}
        </Instruction>
        <Instruction number={2}>
          Click the moth in the toolbar and give it this address:
          <Copyable text={origin} label="Copy address" />
        </Instruction>
        <Instruction number={3}>
          Approve the code it shows. Then open a page of {project.name} that misbehaves and click the moth.
        </Instruction>
      </ol>
      <LiveEventsProvider workspace={workspace}>
        <FirstBug workspace={workspace} />
      </LiveEventsProvider>
      <p className="text-sm text-muted">
        No browser at hand?{" "}
        <Link
          href={`/${workspace}/bugs`}
          className="underline decoration-line-strong underline-offset-3 hover:decoration-ink"
        >
          Go to the dashboard
        </Link>{" "}
        and file a bug by hand.
      </p>
    </div>
  );
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <span className="mt-1 flex min-w-0 items-center gap-1">
      <code className="min-w-0 rounded-sm bg-canvas px-2 py-1 text-xs break-all ring-1 ring-line">{text}</code>
      <CopyIconButton text={text} label={label} />
    </span>
  );
}

function Instruction({ number, children }: { number: number; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[20px_1fr] gap-2">
      <span aria-hidden className="font-mono text-xs leading-[22px] text-faint">
        {number}
      </span>
      <span className="min-w-0">{children}</span>
    </li>
  );
}

function FirstBug({ workspace }: { workspace: string }) {
  const bug = useFirstBug();
  if (!bug)
    return (
      <p
        role="status"
        data-testid="first-bug-waiting"
        className="flex items-center gap-2.5 rounded-md border border-dashed border-control-line px-3 py-3"
      >
        <span aria-hidden className="size-2 animate-breathe rounded-full bg-run" />
        Waiting for your first bug
      </p>
    );
  return (
    <div
      role="status"
      data-testid="first-bug-arrived"
      className="flex items-center gap-2.5 rounded-md bg-pass-soft px-3 py-3"
    >
      <CircleCheck aria-hidden className="size-4 shrink-0 stroke-[1.5] text-pass" />
      <p className="min-w-0 flex-1">
        <span className="font-medium text-pass">It arrived.</span>{" "}
        <span className="font-mono text-xs text-muted">{bug.key}</span> {bug.title}
      </p>
      <Button asChild variant="primary">
        <Link href={`/${workspace}/bugs/${bug.key}`}>Open</Link>
      </Button>
    </div>
  );
}
