import type { NextRequest } from "next/server";
import { serverAuth } from "../../../../features/account/server-auth.ts";

export function GET(request: NextRequest): Promise<Response> {
  return serverAuth().handlers.GET(request);
}

export function POST(request: NextRequest): Promise<Response> {
  return serverAuth().handlers.POST(request);
}
