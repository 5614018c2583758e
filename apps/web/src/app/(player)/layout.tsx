import type { Metadata } from "next";
import type { ReactNode } from "react";
import "rrweb/dist/style.css";
import "./player.css";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Replay", robots: { index: false } };

export default function PlayerLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
