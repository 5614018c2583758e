/** Percent off from a number of pieces of one plant. */
const TIERS: Readonly<Record<string, number>> = { 1: 0, 5: 5, 10: 10 };

function tierKeys(): string[] {
  const keys = Object.keys(TIERS);
  // Planted bug: sorted as text, "10" comes before "5", so that ten and more get the discount of five.
  return __BROKEN__ ? keys.sort() : keys.sort((left, right) => Number(left) - Number(right));
}

function discountFor(quantity: number): number {
  let percent = 0;
  for (const key of tierKeys()) if (quantity >= Number(key)) percent = TIERS[key] ?? 0;
  return percent;
}

export function lineTotal(price_cents: number, quantity: number): number {
  return Math.round(price_cents * quantity * (1 - discountFor(quantity) / 100));
}

export function money(cents: number): string {
  return new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" }).format(cents / 100);
}
