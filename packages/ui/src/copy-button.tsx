"use client";
import { Check, Copy } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

/** Copies a text and says so for two seconds, or that the browser refused: it does on pages without TLS. */
export function useCopy(): { isCopied: boolean; isRefused: boolean; copy: (text: string) => Promise<void> } {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOutcome(null), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = useCallback(async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  }, []);
  return { isCopied: outcome === "copied", isRefused: outcome === "refused", copy };
}

const REFUSED = "Select and copy it by hand";

interface CopyButtonProps extends Omit<ButtonProps, "onClick"> {
  /** The text, or how to get it when asked. */
  text: string | (() => Promise<string>);
}

export function CopyButton({ text, children, ...props }: CopyButtonProps) {
  const { isCopied, isRefused, copy } = useCopy();
  const onClick = async () => copy(typeof text === "string" ? text : await text());
  return (
    <Button {...props} onClick={onClick}>
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{isCopied ? "Copied" : isRefused ? REFUSED : (children ?? "Copy")}</span>
    </Button>
  );
}

export function CopyIconButton({ text, label, className }: { text: string; label: string; className?: string }) {
  const { isCopied, isRefused, copy } = useCopy();
  const state = isCopied ? "Copied" : isRefused ? REFUSED : label;
  return (
    <IconButton size="sm" label={state} className={className ?? ""} onClick={() => copy(text)}>
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
    </IconButton>
  );
}
