import { Button } from "@hawkmoth/ui/button";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import { useEffect, useState } from "react";
import { deleteDraft, listDrafts } from "../draft/draft-store.ts";
import type { Draft } from "../draft/draft.ts";

/** Captures that were frozen and not sent yet. */
export function DraftList() {
  const [drafts, setDrafts] = useState<Draft[]>([]);
  useEffect(() => void readUnsent().then(setDrafts), []);
  if (drafts.length === 0) return null;
  const discard = async (id: string) => {
    await deleteDraft(id);
    setDrafts(await readUnsent());
  };
  return (
    <section aria-labelledby="drafts-title" className="flex flex-col gap-2">
      <h2 id="drafts-title" className="text-sm font-semibold">
        Not sent yet
      </h2>
      <ul className="divide-y divide-line border-y border-line">
        {drafts.map((draft) => (
          <li key={draft.id} className="flex min-h-9 items-center gap-3 py-1.5 text-sm">
            <a href={`/review.html?draft=${draft.id}`} className="min-w-0 flex-1 hover:underline">
              <span className="block truncate">{draft.form.title || draft.page.title || draft.page.url}</span>
              {draft.error ? <span className="block truncate text-xs text-fail">{draft.error}</span> : null}
            </a>
            <RelativeTime iso={new Date(draft.created_ms).toISOString()} className="text-xs text-muted" />
            <Button size="sm" variant="ghost" onClick={() => discard(draft.id)}>
              Discard
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function readUnsent(): Promise<Draft[]> {
  return (await listDrafts()).filter((draft) => draft.sent === null);
}
