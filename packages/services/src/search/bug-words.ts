import type { Tx } from "@hawkmoth/db/client";
import { bugs, bugSearch } from "@hawkmoth/db/schema/bug";
import { captures } from "@hawkmoth/db/schema/capture";
import { comments } from "@hawkmoth/db/schema/comment";
import { indexWordsOf } from "@hawkmoth/domain/search/text";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";

/** A tsvector addresses one MiB of words and silently mixes up what lies beyond: a bug that has so many keeps the first. */
const MAX_BYTES = 1_000_000;
/** Characters of comments, or of evidence, that are split; far more than have room. */
const MAX_CHARACTERS = 4_000_000;

/** The texts of a bug's own row that search looks at. */
export interface OwnTexts {
  title: string;
  description: string;
  url: string | null;
  environment: string | null;
  reporter_name: string | null;
  reporter_email: string | null;
}

interface BugPlace {
  workspace_id: string;
  bug_id: string;
}

function ownText({ title, description, url, environment, reporter_name, reporter_email }: OwnTexts): string {
  return [title, description, url, environment, reporter_name, reporter_email].filter((text) => text).join(" ");
}

/** As many of the words as have room, each once, the first ones first. */
function fitting(words: Iterable<string>): string[] {
  const kept: string[] = [];
  let left = MAX_BYTES;
  for (const word of new Set(words)) {
    left -= Buffer.byteLength(word);
    if (left < 0) break;
    kept.push(word);
  }
  return kept;
}

/** Stores the words of a bug, in the place of those that are there. */
async function storeWords(tx: Tx, { workspace_id, bug_id }: BugPlace, words: string[]): Promise<void> {
  const tsv = sql`array_to_tsvector(${sql.param(words)}::text[])`;
  await tx
    .insert(bugSearch)
    .values({ workspace_id, bug_id, tsv, is_stale: false })
    .onConflictDoUpdate({ target: [bugSearch.workspace_id, bugSearch.bug_id], set: { tsv, is_stale: false } });
}

/** Stores the words of a new bug. */
export async function storeFirstWords(tx: Tx, bug: OwnTexts & { workspace_id: string; id: string }): Promise<void> {
  await storeWords(tx, { workspace_id: bug.workspace_id, bug_id: bug.id }, fitting(indexWordsOf(ownText(bug))));
}

/** Adds the words of a text to those of a bug, so that a long discussion costs no more than its newest part. */
export async function addWords(tx: Tx, { workspace_id, bug_id }: BugPlace, text: string): Promise<void> {
  const words = sql.param(fitting(indexWordsOf(text)));
  await tx
    .update(bugSearch)
    .set({
      tsv: sql`array_to_tsvector(array(
        select word from (
          select word, sum(octet_length(word)) over (order by min(age), word) as bytes
          from (
            select unnest(tsvector_to_array(${bugSearch.tsv})) as word, 0 as age
            union all
            select unnest(${words}::text[]), 1
          ) as words
          group by word
        ) as counted
        where bytes <= ${MAX_BYTES}::int
      ))`,
    })
    .where(and(eq(bugSearch.workspace_id, workspace_id), eq(bugSearch.bug_id, bug_id)));
}

/**
 * Splits all texts of bugs anew: their own, what was said about them and what their captures hold. Their words are
 * locked first, so that whoever adds some meanwhile waits and adds them to the new ones.
 */
export async function rewriteWords(tx: Tx, workspace_id: string, bug_ids: readonly string[]): Promise<void> {
  if (bug_ids.length === 0) return;
  const ids = [...bug_ids];
  await tx
    .select({ bug_id: bugSearch.bug_id })
    .from(bugSearch)
    .where(and(eq(bugSearch.workspace_id, workspace_id), inArray(bugSearch.bug_id, ids)))
    .for("update");
  const rows = await tx
    .select()
    .from(bugs)
    .where(and(eq(bugs.workspace_id, workspace_id), inArray(bugs.id, ids)));
  const [said, held] = await Promise.all([saidAbout(tx, workspace_id, ids), heldBy(tx, workspace_id, ids)]);
  for (const row of rows) {
    const texts = [ownText(row), said.get(row.id) ?? "", held.get(row.id) ?? ""];
    await storeWords(tx, { workspace_id, bug_id: row.id }, fitting(texts.flatMap(indexWordsOf)));
  }
}

async function saidAbout(tx: Tx, workspace_id: string, ids: string[]): Promise<Map<string, string>> {
  const text = sql<string>`left(string_agg(${comments.body}, ' ' order by ${comments.created_at}), ${MAX_CHARACTERS}::int)`;
  const rows = await tx
    .select({ bug_id: comments.bug_id, text })
    .from(comments)
    .where(and(eq(comments.workspace_id, workspace_id), inArray(comments.bug_id, ids)))
    .groupBy(comments.bug_id);
  return new Map(rows.map((row) => [row.bug_id, row.text]));
}

async function heldBy(tx: Tx, workspace_id: string, ids: string[]): Promise<Map<string, string>> {
  const text = sql<string>`left(string_agg(${captures.search_text}, ' ' order by ${captures.created_at}), ${MAX_CHARACTERS}::int)`;
  const rows = await tx
    .select({ bug_id: captures.bug_id, text })
    .from(captures)
    .where(and(eq(captures.workspace_id, workspace_id), inArray(captures.bug_id, ids), isNotNull(captures.search_text)))
    .groupBy(captures.bug_id);
  return new Map(rows.flatMap((row) => (row.bug_id === null ? [] : [[row.bug_id, row.text] as const])));
}
