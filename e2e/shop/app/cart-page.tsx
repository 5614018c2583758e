import { useState } from "react";
import { useCart } from "./cart-context.tsx";
import { CouponField } from "./coupon-field.tsx";
import { Link } from "./link.tsx";
import { Plant } from "./plant.tsx";
import { lineTotal, money } from "./prices.ts";
import type { Coupon } from "./requests.ts";

function Quantity({ name, value, onChange }: { name: string; value: number; onChange(value: number): void }) {
  return (
    <div className="quantity">
      <button type="button" aria-label={`One ${name} less`} onClick={() => onChange(value - 1)}>
        −
      </button>
      <input
        aria-label={`Quantity of ${name}`}
        inputMode="numeric"
        value={value}
        onChange={(event) => onChange(Number(event.target.value) || 0)}
      />
      <button type="button" aria-label={`One ${name} more`} onClick={() => onChange(value + 1)}>
        +
      </button>
    </div>
  );
}

export function CartPage() {
  const { products, lines, setQuantity } = useCart();
  const [coupon, setCoupon] = useState<Coupon | null>(null);
  const rows = lines.flatMap((line) => {
    const product = products.find((each) => each.id === line.product_id);
    return product ? [{ product, quantity: line.quantity, total: lineTotal(product.price_cents, line.quantity) }] : [];
  });
  if (rows.length === 0)
    return (
      <div className="empty">
        <h1>Your cart is empty</h1>
        <Link to="/" className="button">
          Look at plants
        </Link>
      </div>
    );
  const subtotal = rows.reduce((sum, row) => sum + row.total, 0);
  const off = coupon ? Math.round((subtotal * coupon.discount) / 100) : 0;
  return (
    <div className="cart">
      <section>
        <h1>Your cart</h1>
        <ul className="lines">
          {rows.map(({ product, quantity, total }) => (
            <li key={product.id}>
              <Plant product={product} />
              <div>
                <strong>{product.name}</strong>
                <p className="latin">{money(product.price_cents)} each</p>
              </div>
              <Quantity name={product.name} value={quantity} onChange={(value) => setQuantity(product.id, value)} />
              <span className="line-total">{money(total)}</span>
            </li>
          ))}
        </ul>
      </section>
      <aside className="summary">
        <h2>Summary</h2>
        <CouponField onCoupon={setCoupon} />
        <dl>
          <dt>Subtotal</dt>
          <dd data-testid="subtotal">{money(subtotal)}</dd>
          {coupon && (
            <>
              <dt>Coupon {coupon.code}</dt>
              <dd data-testid="discount">−{money(off)}</dd>
            </>
          )}
          <dt>Delivery</dt>
          <dd>{subtotal >= 5000 ? "Free" : money(490)}</dd>
          <dt className="total">Total</dt>
          <dd className="total" data-testid="total">
            {money(subtotal - off + (subtotal >= 5000 ? 0 : 490))}
          </dd>
        </dl>
        <Link to="/checkout" className="button wide">
          Go to checkout
        </Link>
      </aside>
    </div>
  );
}
