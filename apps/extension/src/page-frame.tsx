import { MothMark } from "@hawkmoth/ui/moth-mark";
import type { ReactNode } from "react";

interface PageFrameProps {
  title: string;
  /** What stands at the right end of the top line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The top line every page of the extension has, and the room below it. */
export function PageFrame({ title, aside, children }: PageFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="sticky top-0 z-10 border-b border-line bg-surface">
        <div className="mx-auto flex h-12 max-w-270 items-center gap-2.5 px-4 md:px-6">
          <MothMark className="size-6" />
          <h1 className="text-md font-semibold">{title}</h1>
          <div className="ml-auto flex min-w-0 items-center gap-2 text-xs text-muted">{aside}</div>
        </div>
      </header>
      <main className="mx-auto w-full max-w-270 flex-1 px-4 py-5 md:px-6">{children}</main>
    </div>
  );
}
