import type { Page } from "playwright";
import type { Person } from "./person.ts";

export interface Session {
  name: string;
  /** What a person does, from the first page to the moment of the report. */
  play(page: Page, person: Person): Promise<void>;
}

async function addToCart(page: Page, person: Person, product_id: string): Promise<void> {
  await person.click(page.getByTestId(`product-${product_id}`).getByRole("button", { name: "Add to cart" }));
}

/** The coupon SAVE10 answers 500, an uncaught TypeError follows and the button never comes back. */
const coupon: Session = {
  name: "coupon",
  async play(page, person) {
    await person.wait(900);
    await addToCart(page, person, "monstera");
    await page.mouse.wheel(0, 320);
    await person.wait(700);
    await addToCart(page, person, "aloe");
    await page.mouse.wheel(0, -400);
    await person.click(page.getByRole("link", { name: /^Cart/ }), 1100);
    await person.click(page.getByRole("button", { name: "One Aloe vera more" }), 900);
    await person.type(page.getByLabel("Coupon code"), "SAVE10", 700);
    await person.click(page.getByRole("button", { name: "Apply" }), 2600);
    await person.pointAt(page.getByTestId("total"));
    await person.wait(900);
  },
};

/** Ten and more of a plant get the discount of five: the total is too high, and nothing fails. */
const total: Session = {
  name: "total",
  async play(page, person) {
    await person.wait(700);
    await person.click(page.getByRole("link", { name: "Fiddle-leaf fig", exact: true }), 1200);
    await person.click(page.getByLabel("Quantity"), 300);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("9", { delay: 120 });
    await person.click(page.getByRole("button", { name: "Put in cart" }), 1200);
    await person.pointAt(page.getByTestId("subtotal"));
    await person.wait(700);
    await person.click(page.getByRole("button", { name: "One Fiddle-leaf fig more" }), 1100);
    await person.pointAt(page.getByTestId("subtotal"));
    await person.wait(900);
    await person.click(page.getByRole("button", { name: "One Fiddle-leaf fig more" }), 1100);
    await person.pointAt(page.getByTestId("total"));
    await person.wait(1500);
  },
};

export const SESSIONS: readonly Session[] = [coupon, total];
