import type { ReceiptLine } from "@hawkmoth/domain/capture/bundle";
import { ShieldCheck } from "lucide-react";
import { receiptWords } from "./receipt-words.ts";

const SHOWN = 8;

/** What was hidden in the page, before any of it was stored. */
export function Receipt({ lines }: { lines: readonly ReceiptLine[] }) {
  return (
    <section aria-label="Masked in the page" className="border-t border-line pt-3">
      <h3 className="flex items-center gap-1.5 text-xs font-medium">
        <ShieldCheck aria-hidden className="size-4 stroke-[1.5] text-pass" />
        Masked in the page, before anything was stored
      </h3>
      {lines.length === 0 ? (
        <p className="mt-1 text-xs text-muted">Nothing that looks like a secret was met.</p>
      ) : (
        <ul className="mt-1.5 flex flex-wrap gap-1">
          {lines.slice(0, SHOWN).map((line) => (
            <li key={line.rule} className="rounded-sm border border-line bg-canvas px-1.5 text-2xs text-muted">
              {receiptWords(line)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
