import { normalForm } from "@hawkmoth/domain/normal-form";

/** A branch name for the work on a bug, such as `shop-412-cart-total-ignores-coupon`. */
export function branchName(bug: { key: string; title: string }): string {
  const words = normalForm(bug.title.slice(0, 200), "NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return `${bug.key.toLowerCase()}-${words}`.slice(0, 60).replace(/-+$/, "");
}
