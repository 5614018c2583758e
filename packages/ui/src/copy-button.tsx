"use client";
import { Check, Copy } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

/** Copies a text and says so for two seconds. */
export function useCopy(): { isCopied: boolean; copy: (text: string) => Promise<void> } {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = useCallback(async (text: string) => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  }, []);
  return { isCopied, copy };
}

interface CopyButtonProps extends Omit<ButtonProps, "onClick"> {
  /** The text, or how to get it when asked. */
  text: string | (() => Promise<string>);
}

export function CopyButton({ text, children, ...props }: CopyButtonProps) {
  const { isCopied, copy } = useCopy();
  const onClick = async () => copy(typeof text === "string" ? text : await text());
  return (
    <Button {...props} onClick={onClick}>
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{isCopied ? "Copied" : (children ?? "Copy")}</span>
    </Button>
  );
}

export function CopyIconButton({ text, label, className }: { text: string; label: string; className?: string }) {
  const { isCopied, copy } = useCopy();
  return (
    <IconButton size="sm" label={isCopied ? "Copied" : label} className={className ?? ""} onClick={() => copy(text)}>
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
    </IconButton>
  );
}
