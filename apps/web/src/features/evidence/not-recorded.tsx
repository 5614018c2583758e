import type { Evidence } from "@hawkmoth/domain/evidence/schema";

const WORDS = {
  console: {
    missing: "The console was not recorded: this report came with a replay and without logs.",
    empty: "The page wrote nothing to the console while it was recorded.",
  },
  network: {
    missing: "Requests were not recorded: this report came with a replay and without logs.",
    empty: "The page sent no request while it was recorded.",
  },
} as const;

/** False for a replay that came alone: it knows nothing of the browser, the console or the network. */
export function hasLogs({ meta }: Evidence): boolean {
  return meta.user_agent !== "";
}

/** Says why a tab holds no rows. */
export function NotRecorded({ part, evidence }: { part: keyof typeof WORDS; evidence: Evidence }) {
  return <p className="px-3 py-4 text-muted">{WORDS[part][hasLogs(evidence) ? "empty" : "missing"]}</p>;
}
