"use client";
import type { CreatedKey, Scope } from "@hawkmoth/domain/access/schema";
import { Button } from "@hawkmoth/ui/button";
import { SecretOnce } from "@hawkmoth/ui/secret-once";
import { absoluteTime } from "@hawkmoth/ui/time-text";
import { Check } from "lucide-react";
import { useState } from "react";
import { KeyForm } from "./key-form.tsx";

interface KeyStepProps {
  made: CreatedKey | null;
  scopes: readonly Scope[];
  onScopesChange: (scopes: readonly Scope[]) => void;
  onMade: (made: CreatedKey | null) => void;
}

/** The key of this visit: made, shown once, and from then on only in the snippets below. */
export function KeyStep({ made, scopes, onScopesChange, onMade }: KeyStepProps) {
  const [isStored, setIsStored] = useState(false);
  if (!made) return <KeyForm scopes={scopes} onScopesChange={onScopesChange} onMade={onMade} />;
  if (!isStored)
    return <SecretOnce name={`Key “${made.key.name}”`} value={made.value} onStored={() => setIsStored(true)} />;
  const forget = () => {
    setIsStored(false);
    onMade(null);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p role="status" className="flex min-w-0 items-start gap-2">
        <Check aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-pass" />
        <span>
          The snippets below hold <span className="font-medium">{made.key.name}</span> until you leave this page.{" "}
          <span className="text-muted">
            {made.key.expires_at ? `It ends on ${absoluteTime(made.key.expires_at).split(",")[0]}.` : ""}
          </span>
        </span>
      </p>
      <Button size="sm" onClick={forget}>
        Make another
      </Button>
    </div>
  );
}
