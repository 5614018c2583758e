import { useState } from "react";
import { useCart } from "./cart-context.tsx";
import { Link } from "./link.tsx";
import { Plant } from "./plant.tsx";
import { money } from "./prices.ts";
import { goTo } from "./route.ts";

export function ProductPage({ id }: { id: string }) {
  const { products, lines, setQuantity } = useCart();
  const [amount, setAmount] = useState(1);
  const product = products.find((each) => each.id === id);
  if (!product) return <p className="empty">{products.length === 0 ? "Loading…" : "We don't have this plant."}</p>;
  const inCart = lines.find((line) => line.product_id === id)?.quantity ?? 0;
  return (
    <article className="product">
      <div className="product-picture">
        <Plant product={product} />
      </div>
      <div>
        <Link to="/" className="back">
          All plants
        </Link>
        <h1>{product.name}</h1>
        <p className="latin">{product.latin}</p>
        <p>{product.about}</p>
        <dl>
          <dt>Light</dt>
          <dd>{product.light}</dd>
          <dt>Water</dt>
          <dd>{product.water}</dd>
        </dl>
        <p className="price">{money(product.price_cents)}</p>
        <div className="row start">
          <label>
            Quantity
            <input
              type="number"
              min={1}
              max={99}
              value={amount}
              onChange={(event) => setAmount(Number(event.target.value))}
            />
          </label>
          <button
            type="button"
            onClick={() => {
              setQuantity(product.id, inCart + amount);
              goTo("/cart");
            }}
          >
            Put in cart
          </button>
        </div>
      </div>
    </article>
  );
}
