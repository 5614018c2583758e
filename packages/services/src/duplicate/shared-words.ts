import type { Tx } from "@hawkmoth/db/client";
import { bugs, bugSearch } from "@hawkmoth/db/schema/bug";
import { MIN_WORDS_SHARE } from "@hawkmoth/domain/duplicate/score";
import { uuidToId } from "@hawkmoth/domain/ids";
import { wordsOf } from "@hawkmoth/domain/search/text";
import { sql, type SQL } from "drizzle-orm";
import { firstOf } from "../bug/bug-order.ts";
import type { ServiceContext } from "../context.ts";

/** A word that may be shared. */
export interface WantedWord {
  word: string;
  /** What finds it in a bug, in its other forms too. */
  query: string;
  /** How much it says: the rarer the more. */
  weight: number;
}

/** Words by which bugs are looked for, and the bugs that hold the most telling of them. */
interface WordHits {
  words: readonly WantedWord[];
  ids: readonly string[];
}

/** Bugs of which each word is asked; how many hold it tells how common it is. */
const WINDOW = 2000;
/** A word in more of them is common: its index entry would name too many bugs. */
const MAX_RARE_FOUND = WINDOW / 100;
/** Rare words by which older bugs are looked for, and the newest bugs with one of them that are looked at. */
const MAX_RARE = 4;
const MAX_HITS = 500;
const MAX_CANDIDATES = 50;
/** Words of a text that are looked at, and that are looked for. */
const MAX_READ = 64;
const MAX_WANTED = 16;
/** Longer words are stored cut. */
const MAX_LENGTH = 100;
/** Shorter beginnings belong to too many words. */
const MIN_PREFIX = 4;

/**
 * Finds bugs that hold some words of a text, of all among which `where` selects. Words without meaning of their own are
 * left out. The newest bugs are asked for each word; older ones are found by the words that few of these hold.
 */
export async function bugsSharingWords(
  tx: Tx,
  ctx: ServiceContext,
  { text, where }: { text: string; where: SQL | undefined },
): Promise<WordHits> {
  const queries = await meaningfulWords(tx, text);
  if (queries.length === 0) return { words: [], ids: [] };
  const newest = await holdersAmong(tx, newestDocuments(where), queries);
  const looked_at = newest.reduce((sum, { count }) => sum + count, 0);
  const words = queries.map((query, index) => {
    const found = newest.reduce((sum, { mask, count }) => sum + (isIn(mask, index) ? count : 0), 0);
    return { ...query, found, weight: Math.log(1 + looked_at / Math.max(found, 1)) };
  });
  const rare = looked_at < WINDOW ? [] : rarestOf(words);
  const older = rare.length === 0 ? [] : await holdersAmong(tx, documentsWith(ctx, rare, where), queries);
  return { words, ids: mostTelling([...newest, ...older], words) };
}

/** The words of a mask, the rarest first, and how much they say of all, 0 to 1. */
export function wordsOfMask(
  mask: number,
  words: readonly WantedWord[],
): { shared_words: string[]; words_share: number } {
  const shared = words.filter((_, index) => isIn(mask, index)).toSorted((left, right) => right.weight - left.weight);
  const total = sumOf(words);
  return { shared_words: shared.map(({ word }) => word), words_share: total === 0 ? 0 : sumOf(shared) / total };
}

/** A number whose bit n is set when the document holds the word n. */
export function maskOf(document: SQL, words: readonly { query: string }[]): SQL<number> {
  const queries = sql.param(words.map(({ query }) => query));
  return sql<number>`(
    with wanted as materialized (
      select 1 << (position - 1)::int as bit, query::tsquery as query
      from unnest(${queries}::text[]) with ordinality as said(query, position)
    )
    select coalesce(sum(bit), 0)::int from wanted where ${document} @@ wanted.query
  )`;
}

function isIn(mask: number, index: number): boolean {
  return (mask & (1 << index)) !== 0;
}

function rarestOf(words: readonly (WantedWord & { found: number })[]): WantedWord[] {
  return words
    .filter(({ found }) => found <= MAX_RARE_FOUND)
    .toSorted((left, right) => left.found - right.found)
    .slice(0, MAX_RARE);
}

function sumOf(words: readonly WantedWord[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0);
}

type Query = Pick<WantedWord, "word" | "query">;

/** Postgres knows the words of English that mean nothing alone, and the stems of the others; those of other languages stay. */
async function meaningfulWords(tx: Tx, text: string): Promise<Query[]> {
  const words = wordsOf(text).filter(({ length }) => length > 1 && length <= MAX_LENGTH);
  const rows = await tx.execute<{ word: string; stem: string }>(sql`
    select word, stem from unnest(${sql.param(words.slice(0, MAX_READ))}::text[]) with ordinality as said(word, position),
      lateral unnest(ts_lexize('english_stem', word)) as stem
    order by position`);
  const queries = new Map(rows.map(({ word, stem }) => [stem, { word, query: queryOf(word, stem) }]));
  return [...queries.values()].slice(0, MAX_WANTED);
}

/** `'break':*` finds break, breaks and breaking; a short word is found in itself only. */
function queryOf(word: string, stem: string): string {
  let end = 0;
  while (end < word.length && word[end] === stem[end]) end += 1;
  const root = word.slice(0, end);
  return end < MIN_PREFIX ? `'${word}' | '${root || word}'` : `'${root}':*`;
}

interface Holders {
  mask: number;
  count: number;
  /** The newest of them. */
  ids: string[];
}

/** The bugs of the documents, grouped by which words they hold. */
async function holdersAmong(tx: Tx, documents: SQL, queries: readonly Query[]): Promise<Holders[]> {
  const rows = await tx.execute<{ mask: number; count: number; ids: string[] }>(sql`
    with document as materialized (${documents})
    select mask, count(*)::int as count, (array_agg(id order by id desc))[1:${sql.raw(String(MAX_CANDIDATES))}] as ids
    from (select id, ${maskOf(sql`document.tsv`, queries)} as mask from document) as held
    group by mask`);
  return rows.map(({ mask, count, ids }) => ({ mask, count, ids: ids.map((id) => uuidToId("bug", id)) }));
}

/** The words of a row of the bug table. As a scalar subquery they are read by their key, whatever the planner thinks. */
export const WORDS_OF_BUG = sql`(select tsv from ${bugSearch}
  where ${bugSearch.workspace_id} = ${bugs.workspace_id} and ${bugSearch.bug_id} = ${bugs.id})`;

function newestDocuments(where: SQL | undefined): SQL {
  const order = sql.join(firstOf("updated", WINDOW), sql`, `);
  return sql`select ${bugs.id}, ${WORDS_OF_BUG} as tsv from ${bugs} where ${where} order by ${order}`;
}

function documentsWith(ctx: ServiceContext, rare: readonly Query[], where: SQL | undefined): SQL {
  const workspace = sql.param(ctx.actor.workspace_id, bugSearch.workspace_id);
  const query = rare.map((word) => `(${word.query})`).join(" | ");
  return sql`select ${bugs.id}, ${WORDS_OF_BUG} as tsv from ${bugs}
    where ${where} and ${bugs.id} in (
      with hit as materialized (
        select bug_id from bug_search where workspace_id = ${workspace} and tsv @@ ${query}::tsquery
      )
      select bug_id from hit order by bug_id desc limit ${sql.raw(String(MAX_HITS))}
    )`;
}

function mostTelling(holders: readonly Holders[], words: readonly WantedWord[]): string[] {
  const sorted = holders
    .map(({ mask, ids }) => ({ ids, share: wordsOfMask(mask, words).words_share }))
    .filter(({ share }) => share >= MIN_WORDS_SHARE)
    .toSorted((left, right) => right.share - left.share);
  return [...new Set(sorted.flatMap(({ ids }) => ids))].slice(0, MAX_CANDIDATES);
}
