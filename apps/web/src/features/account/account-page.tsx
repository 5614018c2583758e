import { MothMark } from "@hawkmoth/ui/moth-mark";
import Link from "next/link";
import type { ReactNode } from "react";
import { ProductPicture } from "./product-picture.tsx";

interface AccountPageProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}

/** The frame of the pages outside a workspace: one task at the left, what it is for at the right. */
export function AccountPage({ title, lead, children, foot }: AccountPageProps) {
  return (
    <div className="flex min-h-dvh">
      <main className="flex w-full flex-col bg-surface px-4 pt-6 pb-10 max-lg:mx-auto max-lg:max-w-110 max-lg:bg-canvas sm:px-8 lg:w-120 lg:shrink-0 lg:border-r lg:border-line lg:px-14">
        <Link href="/" className="inline-flex items-center gap-2 self-start text-md font-semibold">
          <MothMark />
          Hawkmoth
        </Link>
        <h1 className="mt-[10dvh] text-xl font-semibold">{title}</h1>
        {lead ? <p className="mt-1 text-md text-muted">{lead}</p> : null}
        <div className="mt-6">{children}</div>
        {foot ? <p className="mt-6 text-sm text-muted">{foot}</p> : null}
      </main>
      <aside aria-label="The product" className="relative min-w-0 flex-1 overflow-hidden max-lg:hidden">
        <div className="absolute top-[12dvh] left-16 w-[1240px] overflow-hidden rounded-lg border border-line-strong shadow-float">
          <ProductPicture className="h-auto w-full" />
        </div>
      </aside>
    </div>
  );
}
