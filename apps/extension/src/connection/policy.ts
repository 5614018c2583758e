import { isAllowedOrigin } from "@hawkmoth/domain/project/origins";
import type { CookiePolicy } from "@hawkmoth/domain/capture/cookie-policy";
import { DEFAULT_CAPTURE_POLICY } from "@hawkmoth/domain/project/default-policy";
import type { CapturePolicy, PrivacyMode } from "@hawkmoth/domain/project/schema";

/** What pages need to know of the projects: which origins are theirs and what may be captured there. */
export interface ProjectPolicy {
  project_id: string;
  allowed_origins: readonly string[];
  policy: CapturePolicy;
}

/** The policies as they are kept for content scripts. */
export interface PolicyBook {
  projects: readonly ProjectPolicy[];
  /** The project a capture was sent to last. */
  last_project_id: string | null;
}

/**
 * The policy of a page: that of the projects its origin belongs to, else of the project used last, else of all
 * projects together. Where several hold, the strictest of each setting does.
 */
export function policyFor(origin: string, book: PolicyBook | null): CapturePolicy {
  const projects = book?.projects ?? [];
  const own = projects.filter((project) => isAllowedOrigin(origin, project.allowed_origins));
  const last = projects.filter((project) => project.project_id === book?.last_project_id);
  const chosen = [own, last, projects].find((candidates) => candidates.length > 0) ?? [];
  return chosen.map((project) => project.policy).reduce(strictest, chosen[0]?.policy ?? DEFAULT_CAPTURE_POLICY);
}

/** No schema is imported here: this file is part of what every page loads. */
const STRICTEST_FIRST: readonly PrivacyMode[] = ["STRICT", "MODERATE", "MINIMAL"];
const FEWEST_COOKIES_FIRST: readonly CookiePolicy[] = ["NONE", "NAMES", "VALUES"];

function strictest(left: CapturePolicy, right: CapturePolicy): CapturePolicy {
  const modes = STRICTEST_FIRST;
  const cookies = FEWEST_COOKIES_FIRST;
  const mode = modes[Math.min(modes.indexOf(left.privacy_mode), modes.indexOf(right.privacy_mode))];
  return {
    privacy_mode: mode ?? "STRICT",
    capture_bodies: left.capture_bodies && right.capture_bodies,
    cookies: cookies[Math.min(cookies.indexOf(left.cookies), cookies.indexOf(right.cookies))] ?? "NONE",
    window_s: Math.min(left.window_s, right.window_s),
    mask_selectors: [...new Set([...left.mask_selectors, ...right.mask_selectors])],
    block_selectors: [...new Set([...left.block_selectors, ...right.block_selectors])],
  };
}
