import { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { browser } from "wxt/browser";
import { z } from "zod";
import type { PolicyBook } from "./policy.ts";

const Book = z.object({
  projects: z.array(z.object({ project_id: z.string(), allowed_origins: z.array(z.string()), policy: CapturePolicy })),
  last_project_id: z.string().nullable(),
});

/** Reads the policies. Content scripts use `readPolicyBookUnchecked`, which brings no schema into pages. */
export async function readPolicyBook(): Promise<PolicyBook | null> {
  const { policies } = await browser.storage.local.get("policies");
  return Book.safeParse(policies).data ?? null;
}

export async function savePolicyBook(policies: PolicyBook | null): Promise<void> {
  if (policies) await browser.storage.local.set({ policies });
  else await browser.storage.local.remove("policies");
}
