"use client";

/** Drawn when a page fails. It carries no components of ours, because every page carries it. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col items-start px-4 pt-[14dvh]">
      <h1 className="text-xl font-semibold">This page failed</h1>
      <p className="mt-1 mb-6 text-md text-muted">Hawkmoth’s server may be starting or out of reach.</p>
      <button
        type="button"
        onClick={reset}
        className="h-9 rounded-md bg-accent px-4 text-md font-medium text-on-accent hover:bg-accent-strong"
      >
        Try again
      </button>
      {error.digest ? <p className="mt-4 font-mono text-xs text-faint">{error.digest}</p> : null}
    </main>
  );
}
