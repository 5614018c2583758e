import Link from "next/link";
import type { ComponentProps } from "react";

export function TextLink(props: ComponentProps<typeof Link>) {
  return (
    <Link
      className="rounded-sm text-ink underline decoration-line-strong underline-offset-3 hover:decoration-ink"
      {...props}
    />
  );
}
