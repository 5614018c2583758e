import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "../../shell/providers.tsx";
import "../globals.css";

export const dynamic = "force-dynamic";
export const metadata: Metadata = {
  title: { default: "Hawkmoth", template: "%s · Hawkmoth" },
  description: "A bug tracker that starts at the browser and ends at a verified fix.",
};
export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f7f8" },
    { media: "(prefers-color-scheme: dark)", color: "#101114" },
  ],
};

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning>
      <body className="min-h-dvh bg-canvas text-ink">
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
