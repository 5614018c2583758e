import { PageBuilder, type PageNode } from "./page-tree.ts";

const STYLE = `
*{box-sizing:border-box}body{margin:0;font:15px/1.5 Inter,system-ui,sans-serif;color:#1c2320;background:#f5f3ee}
header{display:flex;align-items:center;gap:32px;padding:18px 48px;background:#fff;border-bottom:1px solid #e3dfd5}
header b{font-size:20px;letter-spacing:-.02em;color:#2f5d46}nav{display:flex;gap:20px;color:#6a716d}
.basket{margin-left:auto;padding:6px 14px;border-radius:99px;background:#e7efe9;color:#2f5d46;font-weight:600}
main{display:grid;grid-template-columns:1fr 360px;gap:32px;max-width:1080px;margin:36px auto;padding:0 24px}
h1{font-size:28px;margin:0 0 20px;letter-spacing:-.02em}.line{display:flex;gap:18px;align-items:center;padding:16px;margin-bottom:12px;background:#fff;border:1px solid #e3dfd5;border-radius:14px}
.pot{width:72px;height:72px;border-radius:12px;background:linear-gradient(160deg,#9dc3a8,#4c7f61)}.pot.fig{background:linear-gradient(160deg,#c9b98d,#8a7442)}
.grow{flex:1}.grow small{display:block;color:#7b827e}.qty{display:flex;gap:10px;align-items:center}.qty button{width:30px;height:30px;border:1px solid #d5d0c4;border-radius:8px;background:#fff;font-size:16px}
aside{background:#fff;border:1px solid #e3dfd5;border-radius:16px;padding:22px;align-self:start}aside p{display:flex;justify-content:space-between;margin:0 0 10px;color:#5b625e}
aside .total{font-size:20px;font-weight:700;color:#1c2320;border-top:1px solid #e3dfd5;padding-top:14px;margin-top:14px}
form{display:flex;gap:8px;margin:16px 0}input{flex:1;min-width:0;padding:10px 12px;border:1px solid #d5d0c4;border-radius:10px;font:inherit}
.apply{padding:10px 16px;border:1px solid #2f5d46;border-radius:10px;background:#fff;color:#2f5d46;font:inherit;font-weight:600}
.pay{width:100%;padding:13px;border:0;border-radius:12px;background:#2f5d46;color:#fff;font:inherit;font-weight:600}
.error{margin:0 0 12px;padding:10px 12px;border-radius:10px;background:#fdecea;color:#a3261b;font-size:14px}
`;

/** What the shopper sees at one moment. */
export interface CheckoutState {
  fern_count: string;
  subtotal: string;
  coupon: string;
  total: string;
  error: string | null;
}

/** When the recording starts. */
export const BEFORE: CheckoutState = {
  fern_count: "1",
  subtotal: "€ 61.00",
  coupon: "",
  total: "€ 65.90",
  error: null,
};
/** When the bug is reported. */
export const AFTER: CheckoutState = {
  fern_count: "2",
  subtotal: "€ 98.00",
  coupon: "SPRING25",
  total: "€ NaN",
  error: "Something went wrong. Please try again.",
};

/** The banner that tells of the failure. */
export function errorBanner(page: PageBuilder, text: string): PageNode {
  return page.h("p", { class: "error", role: "alert", id: "error" }, text);
}

function line(page: PageBuilder, given: { name: string; pot: string; note: string; price: string; count: string }) {
  const h = page.h.bind(page);
  const slug = given.name.split(" ")[0]?.toLowerCase() ?? "";
  return h(
    "div",
    { class: "line" },
    h("div", { class: `pot ${given.pot}` }),
    h("div", { class: "grow" }, h("b", {}, given.name), h("small", {}, given.note)),
    h(
      "div",
      { class: "qty" },
      h("button", { type: "button", "aria-label": `One ${given.name} less` }, "−"),
      h("span", { id: `${slug}-count` }, given.count),
      h("button", { type: "button", id: `${slug}-more`, "aria-label": `One ${given.name} more` }, "+"),
    ),
    h("b", {}, given.price),
  );
}

function summary(page: PageBuilder, state: CheckoutState): PageNode {
  const h = page.h.bind(page);
  return h(
    "aside",
    { id: "summary" },
    h("p", {}, "Subtotal", h("span", { id: "subtotal" }, state.subtotal)),
    h("p", {}, "Delivery", h("span", {}, "€ 4.90")),
    h(
      "form",
      { id: "coupon-form" },
      h("input", { id: "coupon", name: "coupon", placeholder: "Coupon code", value: state.coupon, type: "text" }),
      h("button", { class: "apply", id: "apply", type: "submit" }, "Apply"),
    ),
    h("p", { class: "total" }, "Total", h("span", { id: "total" }, state.total)),
    ...(state.error === null ? [] : [errorBanner(page, state.error)]),
    h("button", { class: "pay", id: "pay", type: "button" }, "Pay now"),
  );
}

/** The cart of a small plant shop. */
export function checkoutPage(page: PageBuilder, state: CheckoutState): PageNode {
  const h = page.h.bind(page);
  const nav = h("nav", {}, h("span", {}, "Plants"), h("span", {}, "Pots"), h("span", {}, "Care"));
  const header = h("header", {}, h("b", {}, "Fern & Fig"), nav, h("span", { class: "basket" }, "Cart · 2"));
  const fern = {
    name: "Boston fern",
    pot: "",
    note: "Ø 17 cm, likes shade",
    price: "€ 37.00",
    count: state.fern_count,
  };
  const fig = { name: "Fiddle-leaf fig", pot: "fig", note: "90 cm, bright light", price: "€ 24.00", count: "1" };
  const list = h("section", {}, h("h1", {}, "Your cart"), line(page, fern), line(page, fig));
  const body = h("body", {}, header, h("main", {}, list, summary(page, state)));
  return page.document(STYLE, "Your cart · Fern & Fig", body);
}
