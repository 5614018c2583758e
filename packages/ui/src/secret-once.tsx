"use client";
import { KeyRound } from "lucide-react";
import { Button } from "./button.tsx";
import { CopyButton } from "./copy-button.tsx";

interface SecretOnceProps {
  value: string;
  name: string;
  /** Called when the person says that the secret is stored; it can't be shown again. */
  onStored: () => void;
}

export function SecretOnce({ value, name, onStored }: SecretOnceProps) {
  return (
    <section aria-label={name} className="rounded-md border border-wait/40 bg-wait-soft p-3">
      <p className="flex items-center gap-2 text-sm font-medium text-wait">
        <KeyRound aria-hidden className="size-4 stroke-[1.5]" />
        {name}: shown this once
      </p>
      <code
        data-testid="secret-value"
        data-hm-mask=""
        className="mt-2 block rounded-sm border border-line bg-surface px-2 py-1.5 text-xs break-all select-all"
      >
        {value}
      </code>
      <div className="mt-3 flex flex-wrap gap-2">
        <CopyButton text={value} variant="primary">
          Copy key
        </CopyButton>
        <Button onClick={onStored}>I stored it</Button>
      </div>
    </section>
  );
}
