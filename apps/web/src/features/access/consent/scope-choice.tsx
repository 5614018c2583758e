import { DANGEROUS_SCOPES, readOnlyScopes, SCOPE_WORDS } from "@hawkmoth/domain/access/connected-app";
import type { Scope } from "@hawkmoth/domain/access/schema";
import { Badge } from "@hawkmoth/ui/badge";
import { Checkbox } from "@hawkmoth/ui/checkbox";

interface ScopeChoiceProps {
  scopes: readonly Scope[];
  /** Those that the person's role in the chosen workspace can use. */
  usable: readonly Scope[];
  ticked: ReadonlySet<Scope>;
  /** True when each is granted for reading alone. */
  isReadOnly: boolean;
  onToggle: (scope: Scope, isTicked: boolean) => void;
}

/** What the program asks for, in plain words; what reaches secrets or settings comes last and unticked. */
export function ScopeChoice({ scopes, usable, ticked, isReadOnly, onToggle }: ScopeChoiceProps) {
  const isDangerous = (scope: Scope) => DANGEROUS_SCOPES.includes(scope);
  const ordered = [...scopes.filter((scope) => !isDangerous(scope)), ...scopes.filter(isDangerous)];
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="sr-only">What it may do</legend>
      {ordered.map((scope) => {
        const isOfRole = usable.includes(scope);
        const [granted] = isReadOnly ? readOnlyScopes([scope]) : [scope];
        const isUsable = isOfRole && granted !== undefined;
        return (
          <Checkbox
            key={scope}
            checked={isUsable && ticked.has(scope)}
            disabled={!isUsable}
            onCheckedChange={(isTicked) => onToggle(scope, isTicked)}
            label={
              <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
                {SCOPE_WORDS[granted ?? scope]}
                {isDangerous(scope) ? <Badge tone="fail">Sensitive</Badge> : null}
              </span>
            }
            hint={
              isOfRole
                ? granted === undefined && "It can’t do that by reading alone."
                : "Your role in this workspace can’t do that."
            }
          />
        );
      })}
    </fieldset>
  );
}
