import { createRoot } from "react-dom/client";
import "./shop.css";
import { CartPage } from "./cart-page.tsx";
import { CartProvider, useCart } from "./cart-context.tsx";
import { Catalogue } from "./catalogue.tsx";
import { CheckoutPage } from "./checkout-page.tsx";
import { Link } from "./link.tsx";
import { makeNoise } from "./noise.ts";
import { ProductPage } from "./product-page.tsx";
import { useRoute } from "./route.ts";

function Header() {
  const { lines } = useCart();
  const count = lines.reduce((sum, line) => sum + line.quantity, 0);
  return (
    <header>
      <Link to="/" className="brand">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 22C5 17 3 10 5 2c6 2 8 6 7 12 1-4 3-7 7-8 1 8-2 13-7 16Z" fill="currentColor" />
        </svg>
        Fern &amp; Fig
      </Link>
      <nav>
        <Link to="/">Plants</Link>
        <Link to="/cart" className="cart-link">
          Cart <span className="badge">{count}</span>
        </Link>
      </nav>
    </header>
  );
}

function Page() {
  const path = useRoute();
  const plant = /^\/plants\/([\w-]+)$/.exec(path)?.[1];
  if (plant) return <ProductPage id={plant} key={plant} />;
  if (path === "/cart") return <CartPage />;
  if (path === "/checkout") return <CheckoutPage />;
  return <Catalogue />;
}

makeNoise();
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <CartProvider>
      <Header />
      <main>
        <Page />
      </main>
      <footer>Fern &amp; Fig · a shop that exists only to be tested</footer>
    </CartProvider>,
  );
