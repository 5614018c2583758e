import type { Locator, Page } from "playwright";

/** Moves, points and types at the speed of a person, so that the replay looks like one. */
export class Person {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async wait(ms: number): Promise<void> {
    await this.#page.waitForTimeout(ms);
  }

  async pointAt(target: Locator): Promise<{ x: number; y: number }> {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error("nothing to point at");
    const at = { x: box.x + box.width * 0.55, y: box.y + box.height * 0.5 };
    await this.#page.mouse.move(at.x, at.y, { steps: 24 });
    await this.wait(180);
    return at;
  }

  async click(target: Locator, pause_ms = 700): Promise<void> {
    const { x, y } = await this.pointAt(target);
    await this.#page.mouse.click(x, y, { delay: 60 });
    await this.wait(pause_ms);
  }

  async type(target: Locator, text: string, pause_ms = 600): Promise<void> {
    await this.click(target, 250);
    await this.#page.keyboard.type(text, { delay: 130 });
    await this.wait(pause_ms);
  }
}
