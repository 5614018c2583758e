import type { McpUsage } from "@hawkmoth/domain/audit/mcp-overview";
import { RelativeTime } from "@hawkmoth/ui/relative-time";

const HEAD = "py-1.5 text-right text-2xs font-normal text-faint first:text-left";
const CELL = "py-1.5 text-right tabular-nums";

interface UsageTableProps {
  caption: string;
  rows: readonly McpUsage[];
}

/** Calls by tool or by client, with a bar that shows the share of each. */
export function UsageTable({ caption, rows }: UsageTableProps) {
  const most = Math.max(1, ...rows.map(({ calls_7d }) => calls_7d));
  return (
    <section className="min-w-0">
      <h3 className="text-xs font-medium">{caption}</h3>
      {rows.length === 0 ? (
        <p className="mt-1 text-muted">None in the last 7 days.</p>
      ) : (
        <table className="mt-1 w-full border-collapse">
          <thead className="border-b border-line">
            <tr>
              <th scope="col" className={HEAD}>
                Name
              </th>
              <th scope="col" className={`${HEAD} w-14`}>
                24 h
              </th>
              <th scope="col" className={`${HEAD} w-14`}>
                7 d
              </th>
              <th scope="col" className={`${HEAD} w-14`}>
                Errors
              </th>
              <th scope="col" className={`${HEAD} w-20 max-sm:hidden`}>
                Last
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name} data-usage={row.name} className="border-b border-line">
                <td className="relative max-w-0 py-1.5 pr-3">
                  <span
                    aria-hidden
                    className="absolute inset-y-1 left-0 rounded-sm bg-pressed"
                    style={{ width: `${((row.calls_7d / most) * 100).toFixed(1)}%` }}
                  />
                  <code className="relative block truncate pl-1.5 text-xs">{row.name}</code>
                </td>
                <td className={CELL}>{row.calls_24h}</td>
                <td className={CELL}>{row.calls_7d}</td>
                <td className={row.errors_7d > 0 ? `${CELL} text-fail` : `${CELL} text-muted`}>{row.errors_7d}</td>
                <td className={`${CELL} text-muted max-sm:hidden`}>
                  <RelativeTime iso={row.last_at} suffix="ago" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
