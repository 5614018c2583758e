import { cn } from "@hawkmoth/ui/cn";
import { useCallback } from "react";

/** The picture that goes with the report. */
export function ScreenshotView({ picture, isDropped }: { picture: Blob; isDropped: boolean }) {
  const show = useCallback(
    (frame: HTMLDivElement) => {
      const url = URL.createObjectURL(picture);
      frame.querySelector("img")?.setAttribute("src", url);
      return () => URL.revokeObjectURL(url);
    },
    [picture],
  );
  return (
    <div ref={show} className="overflow-hidden rounded-md border border-line bg-canvas">
      <img
        alt="Screenshot that goes with the report"
        className={cn("block max-h-60 w-full object-cover object-top", isDropped && "opacity-25 grayscale")}
      />
    </div>
  );
}
