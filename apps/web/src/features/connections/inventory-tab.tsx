"use client";
import { TOOL_INVENTORY } from "@hawkmoth/client/tool-inventory";
import type { Scope } from "@hawkmoth/domain/access/schema";
import type { ToolChoice } from "@hawkmoth/domain/connection/client";
import { Input } from "@hawkmoth/ui/input";
import { useState } from "react";
import { HintLegend } from "./hint-marks.tsx";
import { InventoryTable } from "./inventory-table.tsx";
import { chosenTools, costOf, mayUse } from "./tool-choice.ts";
import { ToolChoiceFields } from "./tool-choice-fields.tsx";

interface InventoryTabProps {
  choice: ToolChoice;
  onChoiceChange: (choice: ToolChoice) => void;
  scopes: readonly Scope[];
}

/** Every tool of this server as a client would list it, with its price. */
export function InventoryTab({ choice, onChoiceChange, scopes }: InventoryTabProps) {
  const [text, setText] = useState("");
  const chosen = chosenTools(TOOL_INVENTORY, choice);
  const usable = chosen.filter((tool) => mayUse(tool, scopes));
  const wanted = text.trim().toLowerCase();
  const shown = chosen.filter((tool) => `${tool.name} ${tool.description}`.toLowerCase().includes(wanted));
  const { full_tokens } = costOf(usable);
  return (
    <>
      <div className="flex flex-col gap-3 border-b border-line px-4 py-4 md:px-6">
        <ToolChoiceFields choice={choice} onChange={onChoiceChange} tools={usable} />
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <HintLegend />
          <Input
            type="search"
            aria-label="Find a tool"
            placeholder="Find a tool"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="w-52 max-sm:w-full"
          />
        </div>
        <p className="max-w-[96ch] text-xs text-muted">
          Tokens (o200k) are what the list costs a model in every conversation; {full_tokens.toLocaleString("en")} for
          clients that also read the schema of answers.
        </p>
      </div>
      {shown.length > 0 ? (
        <InventoryTable tools={shown} scopes={scopes} />
      ) : (
        <p className="px-4 py-6 text-muted md:px-6">No tool matches.</p>
      )}
    </>
  );
}
