import { CircleCheck, CircleX } from "lucide-react";
import type { EraResult, HandshakeStep } from "./handshake.ts";

const ERA_NAMES: Readonly<Record<EraResult["era"], string>> = {
  "2026-07-28": "Clients of 2026-07-28",
  "2025": "Clients of 2024-11-05 to 2025-11-25",
};

/** What both handshakes gave, side by side, and the tools they found. */
export function HandshakeReport({ results }: { results: readonly EraResult[] }) {
  const [first, ...rest] = results.flatMap((result) => (result.ok ? [result.tools] : []));
  const isAlike = rest.every((tools) => tools.join() === first?.join());
  return (
    <div className="flex flex-col gap-4">
      <ul className="grid gap-3 lg:grid-cols-2">
        {results.map((result) => (
          <li key={result.era} data-era={result.era} className="min-w-0 rounded-md border border-line px-3 py-2">
            <EraReport result={result} />
          </li>
        ))}
      </ul>
      {first ? (
        <section aria-label="Tools it found">
          <h3 className="text-xs text-muted">
            {first.length} tools{isAlike ? "" : "; the other era lists different ones"}
          </h3>
          <ul className="mt-1.5 flex flex-wrap gap-1" data-testid="found-tools">
            {first.map((name) => (
              <li key={name} className="rounded-sm border border-line bg-canvas px-1.5 font-mono text-2xs leading-5">
                {name}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function EraReport({ result }: { result: EraResult }) {
  return (
    <>
      <p className="flex items-start gap-2">
        {result.ok ? (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-pass" />
        ) : (
          <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-fail" />
        )}
        <span className="min-w-0">
          <span className={result.ok ? "font-medium text-pass" : "font-medium text-fail"}>
            {result.ok ? "Connected" : result.fault.title}
          </span>
          <span className="block text-xs text-muted">{ERA_NAMES[result.era]}</span>
        </span>
      </p>
      {result.ok ? (
        <p className="mt-1.5 pl-6">
          {result.server}, protocol {result.protocol}, {result.tools.length} tools
        </p>
      ) : (
        <div className="mt-1.5 pl-6">
          {result.fault.detail ? <p className="font-mono text-xs break-words">{result.fault.detail}</p> : null}
          <p>{result.fault.hint}</p>
        </div>
      )}
      <Steps steps={result.steps} failedAt={result.ok ? null : result.failed_at} />
    </>
  );
}

function Steps({ steps, failedAt }: { steps: readonly HandshakeStep[]; failedAt: string | null }) {
  return (
    <ol className="mt-1.5 flex flex-col pl-6 font-mono text-2xs leading-5 text-muted">
      {steps.map(({ method, duration_ms }) => (
        <li key={method} className="flex justify-between gap-3">
          <span>{method}</span>
          <span className="tabular-nums">{duration_ms} ms</span>
        </li>
      ))}
      {failedAt ? (
        <li className="flex justify-between gap-3 text-fail">
          <span>{failedAt}</span>
          <span>failed</span>
        </li>
      ) : null}
    </ol>
  );
}
