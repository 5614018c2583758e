import type { PrivacyMode } from "@hawkmoth/domain/project/schema";

/** What the recorder of one page hides and keeps. A subset of the project's capture policy. */
export interface RecorderPolicy {
  privacy_mode: PrivacyMode;
  capture_bodies: boolean;
  mask_selectors: readonly string[];
  block_selectors: readonly string[];
}

/** What holds until the project's policy is known: everything masked, no bodies. */
export const STRICTEST_POLICY: RecorderPolicy = {
  privacy_mode: "STRICT",
  capture_bodies: false,
  mask_selectors: [],
  block_selectors: [],
};

/** The policy of a page, which arrives a moment after the recorder started. */
export class PolicyHolder {
  current: RecorderPolicy = STRICTEST_POLICY;
  isSettled = false;
  /** Resolves once, when the policy is known. */
  readonly settled: Promise<RecorderPolicy>;
  #resolve: (policy: RecorderPolicy) => void = () => undefined;

  constructor() {
    this.settled = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  settle(policy: RecorderPolicy): void {
    if (this.isSettled) return;
    this.current = policy;
    this.isSettled = true;
    this.#resolve(policy);
  }
}
