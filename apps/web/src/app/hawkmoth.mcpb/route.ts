import { readFile } from "node:fs/promises";
import { builtFile } from "../../features/connections/stdio-program.ts";

/** The bundle that desktop apps install. It holds no secret: address and key are asked for at installation. */
export async function GET(): Promise<Response> {
  const file = builtFile("hawkmoth.mcpb");
  if (file === null) return new Response("Not found", { status: 404 });
  return new Response(await readFile(/* turbopackIgnore: true */ file), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="hawkmoth.mcpb"',
    },
  });
}
