import { cn } from "./cn.ts";

/** The mark of the product: an elephant hawkmoth at rest, rose wings over an olive body. */
export function MothMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={cn("size-5 shrink-0", className)} fill="none">
      <path d="M11.2 6.2 1.5 16.6c3.2.5 6.6-.6 9.7-3.3z" className="fill-accent" />
      <path d="M12.8 6.2 22.5 16.6c-3.2.5-6.6-.6-9.7-3.3z" className="fill-accent" />
      <path
        d="M11.2 14.4c-2 1.9-3.8 2.9-5.6 3.4 2.2 1.7 4.3 1.6 5.6.2zM12.8 14.4c2 1.9 3.8 2.9 5.6 3.4-2.2 1.7-4.3 1.6-5.6.2z"
        className="fill-accent opacity-55"
      />
      <path
        d="M12 4.2c1 0 1.3 1.2 1.2 2.6l-.4 10.4c0 1.7-.3 2.8-.8 3.6-.5-.8-.8-1.9-.8-3.6l-.4-10.4C10.700 5.400 11 4.200 12 4.200z"
        className="fill-agent"
      />
      <path
        d="M11.300 4.600 9.300 2.600M12.700 4.600 14.700 2.600"
        className="stroke-agent"
        strokeWidth="1"
        strokeLinecap="round"
      />
    </svg>
  );
}
