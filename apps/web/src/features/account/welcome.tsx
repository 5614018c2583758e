import { Button } from "@hawkmoth/ui/button";
import { MothMark } from "@hawkmoth/ui/moth-mark";
import Link from "next/link";
import { ProductPicture } from "./product-picture.tsx";

/** What a visitor without a session sees: what it is, and the product itself. */
export function Welcome() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-310 flex-col px-4 pt-4 pb-12 md:px-8">
      <header className="flex h-9 items-center justify-between">
        <span className="inline-flex items-center gap-2 text-md font-semibold">
          <MothMark />
          Hawkmoth
        </span>
        <Button asChild variant="ghost">
          <Link href="/login">Sign in</Link>
        </Button>
      </header>
      <h1 className="mt-[8dvh] max-w-[24ch] text-[32px] leading-[38px] font-semibold tracking-tight text-balance">
        Bugs that arrive with their evidence and leave with a fix
      </h1>
      <p className="mt-3 max-w-[62ch] text-md text-muted">
        One click records what happened in the browser: replay, console, network, screenshot. A person or an AI agent
        takes it from there, through the same screens and the same API.
      </p>
      <div className="mt-5 flex gap-2">
        <Button asChild variant="primary" size="lg">
          <Link href="/sign-up">Create an account</Link>
        </Button>
        <Button asChild size="lg">
          <Link href="/login">Sign in</Link>
        </Button>
      </div>
      <figure className="mt-10 overflow-hidden rounded-lg border border-line shadow-float">
        <ProductPicture className="h-auto w-full" />
      </figure>
    </main>
  );
}
