import Link from "next/link";

/** Drawn for what does not exist and for what the visitor may not see: both look the same. */
export default function NotFoundPage() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col items-start px-4 pt-[14dvh]">
      <h1 className="text-xl font-semibold">Nothing here</h1>
      <p className="mt-1 mb-6 text-md text-muted">This page does not exist, or you can’t see it.</p>
      <Link
        href="/"
        className="flex h-9 items-center rounded-md border border-line-strong bg-surface px-4 text-md font-medium hover:bg-hover"
      >
        Go to your workspace
      </Link>
    </main>
  );
}
