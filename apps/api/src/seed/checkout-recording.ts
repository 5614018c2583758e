import { BEFORE, AFTER, checkoutPage, errorBanner } from "./checkout-page.ts";
import { PageBuilder, type PageNode } from "./page-tree.ts";

interface RecordedEvent {
  type: number;
  data: Record<string, unknown>;
  timestamp: number;
}

const VIEWPORT = { width: 1280, height: 800 };
const TYPED = AFTER.coupon;
/** Milliseconds from the start at which the shopper does things and the page reacts. */
export const MOMENTS = {
  more: 4200,
  more_answered: 4390,
  focus: 7600,
  first_key: 8100,
  apply: 11_400,
  refused: 11_620,
  apply_again: 15_300,
  refused_again: 15_480,
  end: 19_800,
} as const;

interface Change {
  texts?: { id: number; value: string }[];
  adds?: { parentId: number; nextId: number | null; node: PageNode }[];
}

/** rrweb events of one shopper, built by code: snapshot, pointer, typing, clicks and what the page did. */
class Recording {
  readonly #epoch_ms: number;
  readonly #events: RecordedEvent[] = [];

  constructor(epoch_ms: number) {
    this.#epoch_ms = epoch_ms;
  }

  add(at_ms: number, type: number, data: Record<string, unknown>): void {
    this.#events.push({ type, data, timestamp: this.#epoch_ms + at_ms });
  }

  change(at_ms: number, change: Change): void {
    this.add(at_ms, 3, { source: 0, texts: [], attributes: [], removes: [], adds: [], ...change });
  }

  /** Moves the pointer in a straight line that ends at the given time. */
  move(until_ms: number, id: number, [from, to]: [readonly [number, number], readonly [number, number]]): void {
    const steps = 12;
    const positions = Array.from({ length: steps }, (_, index) => {
      const part = (index + 1) / steps;
      const [x, y] = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
      return { x: Math.round(x), y: Math.round(y), id, timeOffset: -50 * (steps - 1 - index) };
    });
    this.add(until_ms, 3, { source: 1, positions });
  }

  click(at_ms: number, id: number, [x, y]: readonly [number, number]): void {
    for (const [index, type] of [1, 0, 2].entries()) this.add(at_ms + index * 8, 3, { source: 2, type, id, x, y });
  }

  input(at_ms: number, id: number, text: string): void {
    this.add(at_ms, 3, { source: 5, text, isChecked: false, id });
  }

  events(): RecordedEvent[] {
    return this.#events.toSorted((left, right) => left.timestamp - right.timestamp);
  }
}

const MORE = [651, 222] as const;
const COUPON = [930, 224] as const;
const APPLY = [1092, 224] as const;
const START = [420, 620] as const;

/** The replay of a coupon that breaks the total of a cart. */
export function checkoutRecording(epoch_ms: number): RecordedEvent[] {
  const page = new PageBuilder();
  const recording = new Recording(epoch_ms);
  const node = checkoutPage(page, BEFORE);
  recording.add(0, 4, { href: "http://localhost:4100/cart", ...VIEWPORT });
  recording.add(8, 2, { node, initialOffset: { top: 0, left: 0 } });
  recording.move(MOMENTS.more - 100, page.idOf("fern-more"), [START, MORE]);
  recording.click(MOMENTS.more, page.idOf("fern-more"), MORE);
  recording.change(MOMENTS.more_answered, {
    texts: [
      { id: page.textOf("fern-count"), value: AFTER.fern_count },
      { id: page.textOf("subtotal"), value: AFTER.subtotal },
      { id: page.textOf("total"), value: "€ 102.90" },
    ],
  });
  recording.move(MOMENTS.focus - 100, page.idOf("coupon"), [MORE, COUPON]);
  recording.click(MOMENTS.focus, page.idOf("coupon"), COUPON);
  for (let length = 1; length <= TYPED.length; length += 1)
    recording.input(MOMENTS.first_key + length * 210, page.idOf("coupon"), TYPED.slice(0, length));
  recording.move(MOMENTS.apply - 100, page.idOf("apply"), [COUPON, APPLY]);
  recording.click(MOMENTS.apply, page.idOf("apply"), APPLY);
  recording.change(MOMENTS.refused, {
    texts: [{ id: page.textOf("total"), value: AFTER.total }],
    adds: bannerParts(page),
  });
  recording.click(MOMENTS.apply_again, page.idOf("apply"), APPLY);
  recording.move(MOMENTS.end, page.idOf("total"), [APPLY, [1098, 292]]);
  return recording.events();
}

/** rrweb adds a node first and then its children, one by one. */
function bannerParts(page: PageBuilder): NonNullable<Change["adds"]> {
  const banner = errorBanner(page, AFTER.error ?? "");
  if (banner.type !== 2) return [];
  const texts = banner.childNodes.map((node) => ({ parentId: banner.id, nextId: null, node }));
  return [{ parentId: page.idOf("summary"), nextId: page.idOf("pay"), node: { ...banner, childNodes: [] } }, ...texts];
}
