import { idSchema } from "@hawkmoth/domain/ids";
import { z } from "zod";
import type { Operation } from "./operation.ts";

const nothing = { mcp: null, output: null, errors: [], is_raw: true } as const;

/** Routes that carry bytes or streams instead of JSON. They answer in apps/api/src/raw-routes and are listed here. */
export const rawOperations: readonly Operation[] = [
  {
    ...nothing,
    path: "ingest.upload",
    type: "mutation",
    summary: "Send the bytes of one announced file; X-Upload-Token is the credential",
    scope: "public",
    rest: { method: "PUT", path: "/ingest/uploads/{artifact_id}", status: 200 },
    input: z.object({ artifact_id: idSchema("artifact") }),
  },
  {
    ...nothing,
    path: "artifact.download",
    type: "query",
    summary: "Download a screenshot, replay or file",
    scope: "bugs:read",
    rest: { method: "GET", path: "/artifacts/{artifact_id}/content", status: 200 },
    input: z.object({ artifact_id: idSchema("artifact") }),
  },
  {
    ...nothing,
    path: "event.stream",
    type: "query",
    summary:
      "Follow what happens as server-sent events; resume with Last-Event-ID. `event: reset` says that events before it are missing: read anew what you know",
    scope: "bugs:read",
    rest: { method: "GET", path: "/events", status: 200 },
    input: z.object({ last_event_id: z.string().max(200).optional().describe("Resume after this event") }),
  },
];
