import { CopyIconButton } from "./copy-button.tsx";
import { cn } from "./cn.ts";

interface CodeBlockProps {
  code: string;
  /** What it is, such as a file name; shown above the code. */
  caption?: string;
  className?: string;
}

export function CodeBlock({ code, caption, className }: CodeBlockProps) {
  return (
    <figure className={cn("relative overflow-hidden rounded-md border border-line bg-canvas", className)}>
      {caption ? (
        <figcaption className="truncate border-b border-line px-3 py-1.5 pr-10 font-mono text-2xs text-muted">
          {caption}
        </figcaption>
      ) : null}
      <CopyIconButton text={code} label={`Copy ${caption ?? "code"}`} className="absolute top-0.5 right-1 bg-canvas" />
      {/* A box that scrolls must be reachable with the keyboard. */}
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-112 overflow-auto px-3 py-2 pr-10 text-xs leading-5 focus-visible:-outline-offset-2"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
