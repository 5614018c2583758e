import type { Metadata } from "next";
import { readEnv } from "../../../../env.ts";
import { ConnectionsView } from "../../../../features/connections/connections-view.tsx";
import { builtFile, stdioProgram } from "../../../../features/connections/stdio-program.ts";

export const metadata: Metadata = { title: "MCP connections" };

export default function ConnectionsPage() {
  const { publicUrl } = readEnv();
  const bundleUrl = builtFile("hawkmoth.mcpb") === null ? null : `${publicUrl}/hawkmoth.mcpb`;
  return <ConnectionsView origin={publicUrl} stdio={stdioProgram(publicUrl)} bundleUrl={bundleUrl} />;
}
