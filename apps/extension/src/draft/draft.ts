import type { CapturedCookie } from "@hawkmoth/domain/capture/cookies";
import type { CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import type { Severity } from "@hawkmoth/domain/bug/schema";

/** Parts of a capture the reporter can leave out. */
const SECTIONS = [
  "replay",
  "screenshot",
  "console",
  "errors",
  "network",
  "bodies",
  "cookies",
  "steps",
  "context",
] as const;
export type Section = (typeof SECTIONS)[number];

/** What the reporter wrote. */
export interface DraftForm {
  title: string;
  description: string;
  severity: Severity;
  project_id: string | null;
  environment: string;
  app_version: string;
  dropped: readonly Section[];
}

/** How far sending a draft has come, kept so that every retry goes on where the last try ended. */
export interface Attempt {
  /** A new body gets a new key, and so does another Hawkmoth. */
  idempotency_key: string;
  body: string;
  origin: string;
  /** Where the report is finished, once the server was asked to; from then on the bug may exist. */
  complete_url: string | null;
}

/** A frozen capture that waits for its reporter. It stays until it is sent or thrown away. */
export interface Draft {
  id: string;
  created_ms: number;
  /** Page it was taken on, as it may leave. */
  page: { url: string; title: string; origin: string };
  logs: CaptureLogs;
  /** gzip of the CaptureReplay; null when the page was not being recorded. */
  replay: Blob | null;
  replay_ms: number;
  /** As far as the policy of the page wanted them. */
  cookies: readonly CapturedCookie[];
  screenshot: Blob | null;
  /** Why there is no screenshot. */
  screenshot_note: string | null;
  is_recorded: boolean;
  /** True when the page did not answer the click: it was busy or showed a message box. */
  is_silent: boolean;
  /** Origins this tab showed before, whose recording is not in this capture. */
  left_out: readonly string[];
  /** Selectors of projects that were masked or blocked in all of it. */
  selectors: readonly string[];
  form: DraftForm;
  attempt: Attempt | null;
  error: string | null;
  sent: { key: string; web_url: string } | null;
}

/** The form of a fresh capture. */
export function emptyForm(): DraftForm {
  return {
    title: "",
    description: "",
    severity: "MEDIUM",
    project_id: null,
    environment: "",
    app_version: "",
    dropped: [],
  };
}
