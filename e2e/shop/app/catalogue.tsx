import { useCart } from "./cart-context.tsx";
import { Link } from "./link.tsx";
import { Plant } from "./plant.tsx";
import { money } from "./prices.ts";

function Banner() {
  return (
    <section className="banner">
      <img src="/images/autumn-banner.svg" alt="" />
      <div>
        <p className="eyebrow">Autumn sale</p>
        <h1>Green company for grey days</h1>
        <p>Free delivery from €50. Five of a kind 5 % off, ten of a kind 10 %.</p>
      </div>
    </section>
  );
}

export function Catalogue() {
  const { products, lines, setQuantity } = useCart();
  const quantityOf = (id: string) => lines.find((line) => line.product_id === id)?.quantity ?? 0;
  return (
    <>
      <Banner />
      <ul className="grid">
        {products.map((product) => (
          <li key={product.id} className="card" data-testid={`product-${product.id}`}>
            <Link to={`/plants/${product.id}`} className="card-picture">
              <Plant product={product} />
            </Link>
            <div className="card-text">
              <h2>
                <Link to={`/plants/${product.id}`}>{product.name}</Link>
              </h2>
              <p className="latin">{product.latin}</p>
              <div className="row">
                <strong>{money(product.price_cents)}</strong>
                <button
                  type="button"
                  className="small"
                  onClick={() => setQuantity(product.id, quantityOf(product.id) + 1)}
                >
                  Add to cart
                </button>
              </div>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
