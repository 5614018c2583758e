import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import type { Product } from "../products.ts";
import { fetchCart, fetchProducts, saveLine, track, type CartLine } from "./requests.ts";

interface Cart {
  products: Product[];
  lines: CartLine[];
  setQuantity(product_id: string, quantity: number): void;
  empty(): void;
}

const CartContext = createContext<Cart | null>(null);

export function CartProvider({ children }: { children: ReactNode }) {
  const [products, setProducts] = useState<Product[]>([]);
  const [lines, setLines] = useState<CartLine[]>([]);
  useEffect(() => {
    void fetchProducts().then(setProducts);
    void fetchCart().then(setLines);
  }, []);
  const cart = useMemo<Cart>(
    () => ({
      products,
      lines,
      setQuantity(product_id, quantity) {
        track("cart.changed", { product_id, quantity });
        void saveLine(product_id, quantity).then((saved) => {
          console.debug("cart", saved);
          setLines(saved);
        });
      },
      empty: () => setLines([]),
    }),
    [products, lines],
  );
  return <CartContext value={cart}>{children}</CartContext>;
}

export function useCart(): Cart {
  const cart = useContext(CartContext);
  if (!cart) throw new Error("The cart is used outside of its provider");
  return cart;
}
