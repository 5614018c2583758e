import type { Product } from "../products.ts";

const LEAVES: Record<Product["shape"], string[]> = {
  fan: [
    "M60 78C40 60 26 44 20 20c22 8 36 26 40 58Z",
    "M60 78C80 60 94 44 100 20c-22 8-36 26-40 58Z",
    "M60 80C50 56 50 30 60 8c10 22 10 48 0 72Z",
  ],
  heart: [
    "M58 80C30 70 20 46 30 26c14-2 28 14 28 54Z",
    "M62 80c28-10 38-34 28-54-14-2-28 14-28 54Z",
    "M60 60c-12-14-12-34 0-48 12 14 12 34 0 48Z",
  ],
  blade: ["M56 84 40 14c10 12 20 40 22 70Z", "M64 84 80 18c-10 12-20 38-22 66Z", "M58 84 60 4c6 20 8 50 6 80Z"],
  round: [
    "M60 82c-26-2-40-18-36-40 22-2 36 14 36 40Z",
    "M60 82c26-2 40-18 36-40-22-2-36 14-36 40Z",
    "M60 54c-14-8-16-28 0-42 16 14 14 34 0 42Z",
  ],
};

export function Plant({ product }: { product: Product }) {
  return (
    <svg className="plant" viewBox="0 0 120 130" role="img" aria-label={`Drawing of a ${product.name}`}>
      {LEAVES[product.shape].map((path, index) => (
        <path key={path} d={path} fill={product.leaf} opacity={1 - index * 0.14} />
      ))}
      <path d="M38 84h44l-6 38a6 6 0 0 1-6 5H50a6 6 0 0 1-6-5Z" fill={product.pot} />
      <rect x="34" y="80" width="52" height="11" rx="4" fill={product.pot} />
      <rect x="34" y="80" width="52" height="11" rx="4" fill="#fff" opacity=".16" />
    </svg>
  );
}
