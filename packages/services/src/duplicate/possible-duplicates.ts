import type { Tx } from "@hawkmoth/db/client";
import { isOpen } from "@hawkmoth/domain/bug/states";
import type { SimilarBug } from "@hawkmoth/domain/duplicate/schema";
import { isLikelyDuplicate } from "@hawkmoth/domain/duplicate/score";
import { fingerprintText } from "@hawkmoth/replay/fingerprint";
import { normaliseTitle, pathTemplate } from "@hawkmoth/replay/normalise";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { similarBugs, type Match } from "./similar-bugs.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Below this a bug is not worth the reader's time while filing another. */
const MIN_SCORE = 0.5;
const MAX_SHOWN = 3;

/** A bug that is about to be filed. */
export interface Draft {
  project_id: string;
  title: string;
  description: string;
  url?: string | undefined;
}

/**
 * Says which bugs of the project a draft may repeat, and which one it most likely does: open, filed within a day, the
 * same by `isLikelyDuplicate`, and seen on the same page as far as the draft names one. Drafts of the same title wait for each other, so that of two filed at once the
 * second finds the first.
 */
export async function possibleDuplicates(
  tx: Tx,
  ctx: ServiceContext,
  draft: Draft,
): Promise<{ repeated: string | null; possible_duplicates: SimilarBug[] }> {
  const { project_id, title, description, url } = draft;
  const lock = JSON.stringify([project_id, normaliseTitle(title).words]);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`);
  const parts = fingerprintText([title, description], url ?? null);
  const found = await similarBugs(tx, ctx, { title, parts, words: "", is_search: false, project_id });
  return {
    repeated: found.find((match) => isRepeated(match, url))?.bug.id ?? null,
    possible_duplicates: found
      .filter((match) => match.bug.score >= MIN_SCORE || isRepeated(match, url))
      .slice(0, MAX_SHOWN)
      .map(({ bug }) => bug),
  };
}

function isRepeated(match: Match, url: string | undefined): boolean {
  const { status, created_at } = match.bug;
  const isRecent = isOpen(status) && Date.now() - Date.parse(created_at) < DAY_MS;
  return isRecent && isLikelyDuplicate(match) && isSamePage(match, url);
}

/**
 * True when a draft tells of no other page than the bug. The same error is known on `/orders/12` and `/orders/13`; a
 * title says so little that every address counts.
 */
function isSamePage({ url: known, shared }: Match, url: string | undefined): boolean {
  if (url === undefined || url.trim() === "") return true;
  if (known === null) return false;
  const hasSameError = shared.some(({ layer }) => layer === "STACK" || layer === "ERROR");
  return hasSameError ? siteAndPath(known) === siteAndPath(url) : address(known) === address(url);
}

function siteAndPath(url: string): string {
  return `${URL.parse(url)?.host ?? ""} ${pathTemplate(url) ?? url}`;
}

/** The address without what changes no page: case of the host, a slash at the end, the order of the query, an anchor. */
function address(text: string): string {
  const url = URL.parse(text.trim());
  if (!url) return text.trim();
  url.searchParams.sort();
  if (!/^#!?\//.test(url.hash)) url.hash = "";
  return `${url.origin}${url.pathname.replace(/\/$/, "")}${url.search}${url.hash}`;
}
