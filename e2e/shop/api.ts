import type { IncomingMessage, ServerResponse } from "node:http";
import { PRODUCTS } from "./products.ts";

interface Line {
  product_id: string;
  quantity: number;
}

const COUPONS: Readonly<Record<string, number>> = { SAVE10: 10, WELCOME5: 5 };
const MAX_QUANTITY = 99;

/** The shop's own API: one cart for each session cookie, kept in memory. */
export function createShopApi({ broken }: { broken: boolean }) {
  const carts = new Map<string, Line[]>();

  const cartOf = (session: string): Line[] => {
    const cart = carts.get(session) ?? [];
    carts.set(session, cart);
    return cart;
  };

  const coupon = (body: Record<string, unknown>): [number, unknown] => {
    const code = String(body.code ?? "")
      .trim()
      .toUpperCase();
    const discount = COUPONS[code];
    if (discount === undefined) return [404, { error: "unknown_coupon" }];
    // Planted bug: this coupon brings the service down.
    if (broken && code === "SAVE10") return [500, { error: "coupon_service_unavailable", trace: "c41f" }];
    return [200, { coupon: { code, discount } }];
  };

  const setLine = (cart: Line[], product_id: string, quantity: number): [number, unknown] => {
    if (!PRODUCTS.some((product) => product.id === product_id)) return [404, { error: "unknown_product" }];
    const amount = Math.max(0, Math.min(MAX_QUANTITY, Math.floor(quantity)));
    const index = cart.findIndex((line) => line.product_id === product_id);
    if (index >= 0) cart.splice(index, 1);
    if (amount > 0) cart.splice(index < 0 ? cart.length : index, 0, { product_id, quantity: amount });
    return [200, { lines: cart }];
  };

  const answer = (route: string, body: Record<string, unknown>, session: string): [number, unknown] => {
    const cart = cartOf(session);
    switch (route) {
      case "GET /api/products":
        return [200, { products: PRODUCTS }];
      case "GET /api/cart":
        return [200, { lines: cart }];
      case "PUT /api/cart/lines":
        return setLine(cart, String(body.product_id), Number(body.quantity));
      case "POST /api/coupons":
        return coupon(body);
      case "GET /api/recommendations":
        return [200, { products: PRODUCTS.slice(4, 7).map((product) => product.id) }];
      case "POST /api/events":
        return [204, null];
      case "POST /api/orders":
        if (cart.length === 0) return [409, { error: "cart_is_empty" }];
        cart.length = 0;
        return [201, { order: { number: "FF-20418" } }];
      default:
        return [404, { error: "not_found" }];
    }
  };

  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const session = /shop_session=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? Math.random().toString(36).slice(2);
    const [status, body] = answer(`${request.method} ${path}`, await readBody(request), session);
    response.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "set-cookie": `shop_session=${session}; Path=/; SameSite=Lax`,
      "x-request-id": `req-${(Date.now() % 1e8).toString(36)}`,
    });
    response.end(body === null ? undefined : JSON.stringify(body));
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const piece of request) text += String(piece);
  try {
    const body: unknown = JSON.parse(text || "{}");
    return typeof body === "object" && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}
