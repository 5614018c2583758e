import type { CapturedBody } from "@hawkmoth/domain/capture/bundle";
import { AppError } from "@hawkmoth/domain/errors";
import type { GetNetworkRequestInput, NetworkRequest } from "@hawkmoth/domain/evidence/schema";
import type { ServiceContext } from "../context.ts";
import { loadEvidence } from "./load-evidence.ts";

/** One recorded request with its headers and with its bodies cut at a number of bytes. @throws NOT_FOUND */
export async function getNetworkRequest(ctx: ServiceContext, input: GetNetworkRequestInput): Promise<NetworkRequest> {
  const { bug, key, evidence } = await loadEvidence(ctx, input.bug_id);
  const request = evidence?.network.find((each) => each.id === input.request_id);
  if (!request)
    throw new AppError("NOT_FOUND", {
      message: "No such request was recorded for this bug.",
      hint: "Request ids are listed under network in the bug's context.",
    });
  return {
    bug_id: bug.id,
    key,
    request: {
      ...request,
      request_body: cut(request.request_body, input.body_bytes),
      response_body: cut(request.response_body, input.body_bytes),
    },
  };
}

function cut(body: CapturedBody | null, max_bytes: number): CapturedBody | null {
  if (body === null || body.text === null) return body;
  const bytes = Buffer.from(body.text, "utf8");
  if (bytes.length <= max_bytes) return body;
  const text = new TextDecoder().decode(bytes.subarray(0, max_bytes), { stream: true });
  return { ...body, text, truncated: true };
}
