"use client";
import { Button } from "@hawkmoth/ui/button";
import { ExternalLink } from "lucide-react";

/** The picture of the tab at the moment of the report. Downloads carry the session like every other call. */
export function ScreenshotPanel({ src }: { src: string }) {
  return (
    <div className="p-3">
      <a href={src} target="_blank" rel="noreferrer" className="block">
        {/* oxlint-disable-next-line nextjs/no-img-element */}
        <img
          src={src}
          alt="The page when the bug was reported"
          className="max-h-140 max-w-full rounded-sm border border-line"
        />
      </a>
      <Button asChild size="sm" variant="ghost" className="mt-2">
        <a href={src} target="_blank" rel="noreferrer">
          <ExternalLink aria-hidden /> Open full size
        </a>
      </Button>
    </div>
  );
}
