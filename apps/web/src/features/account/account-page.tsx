import { MothMark } from "@hawkmoth/ui/moth-mark";
import Link from "next/link";
import type { ReactNode } from "react";

interface AccountPageProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}

/** The frame of the pages outside a workspace: the mark, one task, and nothing else. */
export function AccountPage({ title, lead, children, foot }: AccountPageProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col px-4 pt-[14dvh] pb-10">
      <Link href="/" className="mb-8 inline-flex items-center gap-2 self-start text-md font-semibold">
        <MothMark />
        Hawkmoth
      </Link>
      <h1 className="text-xl font-semibold">{title}</h1>
      {lead ? <p className="mt-1 text-md text-muted">{lead}</p> : null}
      <div className="mt-6">{children}</div>
      {foot ? <p className="mt-6 text-sm text-muted">{foot}</p> : null}
    </main>
  );
}
