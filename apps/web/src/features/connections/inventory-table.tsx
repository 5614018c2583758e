import { TOOL_INVENTORY, type InventoryTool } from "@hawkmoth/client/tool-inventory";
import type { Scope } from "@hawkmoth/domain/access/schema";
import { Fragment } from "react";
import { HintMarks } from "./hint-marks.tsx";
import { costOf, mayUse } from "./tool-choice.ts";

const HEAD = "px-3 py-2 text-left text-2xs font-normal text-faint first:pl-4 md:first:pl-6";
const CELL = "px-3 py-1.5 align-top first:pl-4 last:pr-4 md:first:pl-6 md:last:pr-6";

interface InventoryTableProps {
  tools: readonly InventoryTool[];
  /** Tools that need another scope are shown, but quietly. */
  scopes: readonly Scope[];
}

/** The tools by toolset, each with what it needs, what it does and what it costs. */
export function InventoryTable({ tools, scopes }: InventoryTableProps) {
  const groups = TOOL_INVENTORY.toolsets
    .map((set) => ({ set, members: tools.filter(({ toolset }) => toolset === set.name) }))
    .filter(({ members }) => members.length > 0);
  return (
    <table className="w-full border-collapse">
      <thead className="border-b border-line">
        <tr>
          <th scope="col" className={HEAD}>
            Tool
          </th>
          <th scope="col" className={`${HEAD} max-lg:hidden`}>
            Scope
          </th>
          <th scope="col" className={`${HEAD} max-sm:hidden`}>
            Marks
          </th>
          <th scope="col" className={`${HEAD} text-right`}>
            Tokens
          </th>
          <th scope="col" className={`${HEAD} pr-4 text-right max-md:hidden md:pr-6`}>
            With answers’ schema
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ set, members }) => (
          <Fragment key={set.name}>
            <tr className="border-b border-line bg-canvas">
              <th scope="colgroup" colSpan={5} className="px-4 py-1.5 text-left font-normal md:px-6">
                <span className="font-mono text-xs font-medium">{set.name}</span>{" "}
                <span className="text-xs text-muted">
                  {set.purpose}. {costOf(members).list_tokens.toLocaleString("en")} tokens
                  {set.is_default ? ", listed by default" : set.in_all ? "" : ", only when named"}
                </span>
              </th>
            </tr>
            {members.map((tool) => (
              <ToolRow key={tool.name} tool={tool} isUsable={mayUse(tool, scopes)} />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function ToolRow({ tool, isUsable }: { tool: InventoryTool; isUsable: boolean }) {
  return (
    <tr data-tool={tool.name} data-usable={isUsable} className="border-b border-line hover:bg-hover">
      <td className={CELL}>
        <p className="flex flex-wrap items-baseline gap-x-2">
          <code className={isUsable ? "text-xs font-medium" : "text-xs text-faint"}>{tool.name}</code>
          {tool.alias_of ? <span className="text-2xs text-muted">for {tool.alias_of}</span> : null}
          {isUsable ? null : <span className="text-2xs text-wait">needs {tool.scope}</span>}
        </p>
        <p className="max-w-[88ch] text-xs text-muted max-md:line-clamp-2">{tool.description}</p>
      </td>
      <td className={`${CELL} font-mono text-2xs leading-5 whitespace-nowrap text-muted max-lg:hidden`}>
        {tool.scope ?? "any"}
      </td>
      <td className={`${CELL} pt-2 max-sm:hidden`}>
        <HintMarks hints={tool.hints} />
      </td>
      <td className={`${CELL} text-right tabular-nums`}>{tool.list_tokens}</td>
      <td className={`${CELL} text-right text-muted tabular-nums max-md:hidden`}>{tool.full_tokens}</td>
    </tr>
  );
}
