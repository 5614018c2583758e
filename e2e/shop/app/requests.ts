import type { Product } from "../products.ts";

export interface CartLine {
  product_id: string;
  quantity: number;
}

export interface Coupon {
  code: string;
  discount: number;
}

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  return await fetch(path, {
    method,
    headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export async function fetchProducts(): Promise<Product[]> {
  const answer: { products: Product[] } = await (await call("GET", "/api/products")).json();
  return answer.products;
}

export async function fetchCart(): Promise<CartLine[]> {
  const answer: { lines: CartLine[] } = await (await call("GET", "/api/cart")).json();
  return answer.lines;
}

export async function saveLine(product_id: string, quantity: number): Promise<CartLine[]> {
  const response = await call("PUT", "/api/cart/lines", { product_id, quantity });
  const answer: { lines: CartLine[] } = await response.json();
  return answer.lines;
}

export async function redeemCoupon(code: string): Promise<Response> {
  return await call("POST", "/api/coupons", { code });
}

export async function placeOrder(order: Record<string, string>): Promise<Response> {
  return await call("POST", "/api/orders", order);
}

export function track(name: string, detail: Record<string, unknown> = {}): void {
  navigator.sendBeacon?.("/api/events", JSON.stringify({ name, ...detail }));
}
