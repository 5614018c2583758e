import type { Tx } from "@hawkmoth/db/client";
import { bugs } from "@hawkmoth/db/schema/bug";
import { bugFingerprints } from "@hawkmoth/db/schema/duplicate";
import { projects } from "@hawkmoth/db/schema/project";
import { projectRoleOf } from "@hawkmoth/domain/access/policy";
import type { FingerprintPart, SimilarBug } from "@hawkmoth/domain/duplicate/schema";
import { rate, type Resemblance } from "@hawkmoth/domain/duplicate/score";
import { searchTerms } from "@hawkmoth/domain/search/text";
import { normaliseTitle } from "@hawkmoth/replay/normalise";
import { and, eq, ne, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { anyOf, visibleBugs } from "../bug/bug-filters.ts";
import { isHiddenFrom, shownText } from "../bug/lockdown.ts";
import { findByText } from "../bug/text-search.ts";
import type { ServiceContext } from "../context.ts";
import { bugsSharingWords, maskOf, WORDS_OF_BUG, wordsOfMask, type WantedWord } from "./shared-words.ts";
import { fingerprintHash, titleParts } from "./store-fingerprint.ts";

/** What is looked for: a title, comparable facts, words, or any of them. */
export interface Probe {
  title: string;
  parts: readonly FingerprintPart[];
  /** A text of whose words bugs are to hold some; none are looked for when empty. */
  words: string;
  /** True when a bug with all of these words is to be found, however common they are. */
  is_search: boolean;
  project_id?: string | undefined;
  /** The bug whose likes are looked for; it is not like itself. */
  bug_id?: string | undefined;
}

/** A similar bug with what a decision about it needs. */
export interface Match extends Resemblance {
  bug: SimilarBug;
  /** The page it was seen on, which the answer does not show. */
  url: string | null;
}

/** Newest bugs that are looked at for each fact or band, and most similar titles. */
const MAX_CANDIDATES = 50;
/** A text of more words is a story, of which no other bug holds each word. */
const MAX_WORDS = 8;

/**
 * Finds bugs that the actor can see and that resemble the probe, most similar first; spam is left out. Bugs are found
 * by equal facts, by similar titles and by words, each through its index, and then compared in everything.
 */
export async function similarBugs(tx: Tx, ctx: ServiceContext, probe: Probe): Promise<Match[]> {
  const where = and(
    visibleBugs(ctx),
    sql`${bugs.resolution} is distinct from 'SPAM'`,
    probe.project_id === undefined ? undefined : eq(bugs.project_id, probe.project_id),
    probe.bug_id === undefined ? undefined : ne(bugs.id, probe.bug_id),
  );
  const byFact = await withEqualFacts(tx, ctx, { probe, where });
  const byTitle = await withSimilarTitle(tx, ctx, { probe, where });
  const byWords = await withAllWords(tx, ctx, { probe, where });
  const { words, ids: bySomeWords } = await bugsSharingWords(tx, ctx, { text: probe.words, where });
  const ids = [...new Set([...byFact, ...byTitle, ...byWords, ...bySomeWords])];
  const rows = await compared(tx, ctx, { ids, probe, words });
  return rows
    .map((row) => matchOf(ctx, row, { probe, words, byWords: new Set(byWords) }))
    .filter(({ bug }) => bug.score > 0)
    .toSorted((left, right) => right.bug.score - left.bug.score || (left.bug.id < right.bug.id ? 1 : -1));
}

interface Search {
  probe: Probe;
  where: SQL | undefined;
}

/** A page alone is no reason to look at a bug: half of all bugs may be on it. */
async function withEqualFacts(tx: Tx, ctx: ServiceContext, { probe, where }: Search): Promise<string[]> {
  const facts = probe.parts.filter(({ layer }) => layer !== "ROUTE");
  return await newestWith(tx, ctx, { hashes: facts.map(fingerprintHash), where });
}

/** The newest bugs that have one of the hashes, so many for each. */
async function newestWith(
  tx: Tx,
  ctx: ServiceContext,
  { hashes, where }: { hashes: readonly string[]; where: SQL | undefined },
): Promise<string[]> {
  if (hashes.length === 0) return [];
  const newest = tx
    .select({ id: bugs.id })
    .from(bugFingerprints)
    .innerJoin(bugs, and(eq(bugs.workspace_id, bugFingerprints.workspace_id), eq(bugs.id, bugFingerprints.bug_id)))
    .where(
      and(eq(bugFingerprints.workspace_id, ctx.actor.workspace_id), sql`${bugFingerprints.hash} = wanted.hash`, where),
    )
    .orderBy(sql`${bugFingerprints.bug_id} desc limit ${sql.raw(String(MAX_CANDIDATES))}`)
    .as("newest");
  const rows = await tx
    .select({ id: newest.id })
    .from(sql`unnest(${sql.param([...hashes])}::text[]) as wanted(hash)`)
    .crossJoinLateral(newest);
  return rows.map(({ id }) => id);
}

/** Titles meet by their bands, and only those that met are compared letter by letter. */
async function withSimilarTitle(tx: Tx, ctx: ServiceContext, { probe, where }: Search): Promise<string[]> {
  const met = await newestWith(tx, ctx, { hashes: titleParts(probe.title).map(fingerprintHash), where });
  if (met.length === 0) return [];
  const rows = await tx
    .select({ id: bugs.id })
    .from(bugs)
    .where(and(eq(bugs.workspace_id, ctx.actor.workspace_id), anyOf(bugs.id, [...new Set(met)])))
    .orderBy(sql`similarity(${bugs.title}, ${probe.title}) desc, ${bugs.id} desc`)
    .limit(MAX_CANDIDATES);
  return rows.map(({ id }) => id);
}

async function withAllWords(tx: Tx, ctx: ServiceContext, { probe, where }: Search): Promise<string[]> {
  const words = probe.words.split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
  if (!probe.is_search || words.length > MAX_WORDS || searchTerms(probe.words).length === 0) return [];
  return await findByText(tx, ctx, { query: probe.words, where, sort: "updated", limit: MAX_CANDIDATES });
}

const original = alias(bugs, "original");
const originalProject = alias(projects, "original_project");

interface Comparison {
  ids: readonly string[];
  probe: Probe;
  words: readonly WantedWord[];
}

async function compared(tx: Tx, ctx: ServiceContext, { ids, probe, words }: Comparison) {
  if (ids.length === 0) return [];
  const hashes = sql.param(probe.parts.map(fingerprintHash));
  return await tx
    .select({
      bug: bugs,
      project_key: projects.key,
      is_locked_down: projects.is_locked_down,
      original_key: originalProject.key,
      original_project_id: original.project_id,
      original_number: original.number,
      title_similarity: sql<number>`similarity(${bugs.title}, ${probe.title})`,
      hashes: sql<string[]>`array(select f.hash from bug_fingerprint f
        where f.workspace_id = ${bugs.workspace_id} and f.bug_id = ${bugs.id} and f.hash = any(${hashes}::text[]))`,
      word_mask: maskOf(WORDS_OF_BUG, words),
    })
    .from(bugs)
    .innerJoin(projects, and(eq(projects.workspace_id, bugs.workspace_id), eq(projects.id, bugs.project_id)))
    .leftJoin(original, and(eq(original.workspace_id, bugs.workspace_id), eq(original.id, bugs.duplicate_of)))
    .leftJoin(
      originalProject,
      and(eq(originalProject.workspace_id, bugs.workspace_id), eq(originalProject.id, original.project_id)),
    )
    .where(and(eq(bugs.workspace_id, ctx.actor.workspace_id), anyOf(bugs.id, ids)));
}

type ComparedRow = Awaited<ReturnType<typeof compared>>[number];

function matchOf(
  ctx: ServiceContext,
  row: ComparedRow,
  { probe, words, byWords }: { probe: Probe; words: readonly WantedWord[]; byWords: ReadonlySet<string> },
): Match {
  const { bug, is_locked_down } = row;
  // Which words a hidden text holds would tell what it says.
  const isHidden = isHiddenFrom(ctx, { ...bug, is_locked_down });
  const common = new Set(row.hashes);
  const resemblance: Resemblance = {
    shared: probe.parts.filter((part) => common.has(fingerprintHash(part))),
    title_similarity: probe.title === "" ? 0 : Math.round(Number(row.title_similarity) * 100) / 100,
    has_same_title: isSameTitle(bug.title, probe.title),
    has_all_words: !isHidden && byWords.has(bug.id),
    ...wordsOfMask(isHidden ? 0 : row.word_mask, words),
  };
  return { ...resemblance, url: bug.url, bug: { ...shownBug(ctx, row), ...rate(resemblance) } };
}

function isSameTitle(left: string, right: string): boolean {
  const { meaning } = normaliseTitle(left);
  return meaning !== "" && meaning === normaliseTitle(right).meaning;
}

function shownBug(ctx: ServiceContext, row: ComparedRow): Omit<SimilarBug, "score" | "why"> {
  const { bug, original_key, original_number, original_project_id } = row;
  const isShown = original_project_id !== null && projectRoleOf(ctx.actor, original_project_id) !== null;
  return {
    id: bug.id,
    key: `${row.project_key}-${bug.number}`,
    project_id: bug.project_id,
    title: shownText(ctx, { ...bug, is_locked_down: row.is_locked_down }, bug.title),
    status: bug.status,
    resolution: bug.resolution,
    duplicate_of: isShown ? `${original_key}-${original_number}` : null,
    created_at: bug.created_at,
  };
}
