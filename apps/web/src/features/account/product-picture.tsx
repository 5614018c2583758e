import Image from "next/image";

const ALT = "A bug in Hawkmoth: the replay of the session, its lanes, and the agent that works on it";
const SIZE = { width: 1920, height: 1200, unoptimized: true } as const;

/** The product itself, in the theme of the page. */
export function ProductPicture({ className = "" }: { className?: string }) {
  return (
    <>
      <Image src="/product/bug-light.webp" alt={ALT} {...SIZE} className={`dark:hidden ${className}`} />
      <Image src="/product/bug-dark.webp" alt={ALT} {...SIZE} className={`hidden dark:block ${className}`} />
    </>
  );
}
