"use client";
import type { BugDetail } from "@hawkmoth/domain/bug/schema";
import { CopyIconButton, useCopy } from "@hawkmoth/ui/copy-button";
import { Button } from "@hawkmoth/ui/button";
import { Dropdown, DropdownItem } from "@hawkmoth/ui/dropdown";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { toast } from "@hawkmoth/ui/toast";
import { ArrowLeft, GitBranch, Link2, MoreHorizontal, Sparkles } from "lucide-react";
import Link from "next/link";
import { errorText } from "../../../data/error-body.ts";
import { useTRPCClient } from "../../../data/trpc.ts";
import { branchName } from "../branch-name.ts";
import { useListHref } from "../list-return.ts";

const PROMPT_STYLES = [
  { style: "generic", label: "For any agent" },
  { style: "claude_code", label: "For Claude Code" },
  { style: "cursor", label: "For Cursor" },
  { style: "codex", label: "For Codex" },
] as const;

export function BugPageHeader({ bug }: { bug: BugDetail }) {
  const listHref = useListHref();
  const { copy } = useCopy();
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-2 md:px-4">
      <Link
        href={listHref}
        aria-label="Back to the list"
        className="flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4 stroke-[1.5]" />
      </Link>
      <span className="font-mono text-xs text-muted">{bug.key}</span>
      <CopyIconButton text={bug.key} label="Copy key" />
      <div className="ml-auto flex items-center gap-1">
        <FixPromptMenu bugKey={bug.key} />
        <Dropdown
          align="end"
          trigger={
            <IconButton label="More">
              <MoreHorizontal aria-hidden />
            </IconButton>
          }
        >
          <DropdownItem onSelect={() => void copy(branchName(bug)).then(() => toast.success("Branch name copied"))}>
            <GitBranch aria-hidden /> Copy branch name
          </DropdownItem>
          <DropdownItem onSelect={() => void copy(bug.web_url).then(() => toast.success("Link copied"))}>
            <Link2 aria-hidden /> Copy link
          </DropdownItem>
        </Dropdown>
      </div>
    </header>
  );
}

function FixPromptMenu({ bugKey }: { bugKey: string }) {
  const client = useTRPCClient();
  const { copy } = useCopy();
  const copyPrompt = async (style: (typeof PROMPT_STYLES)[number]["style"]) => {
    try {
      const { prompt, truncated } = await client.evidence.fix_prompt.query({ bug_id: bugKey, style });
      await copy(prompt);
      toast.success("Fix prompt copied", truncated ? { description: "Shortened to fit a model’s budget." } : {});
    } catch (error) {
      toast.error("The prompt was not copied", { description: errorText(error) });
    }
  };
  return (
    <Dropdown
      align="end"
      trigger={
        <Button size="sm">
          <Sparkles aria-hidden /> Copy fix prompt
        </Button>
      }
    >
      {PROMPT_STYLES.map(({ style, label }) => (
        <DropdownItem key={style} onSelect={() => void copyPrompt(style)}>
          {label}
        </DropdownItem>
      ))}
    </Dropdown>
  );
}
