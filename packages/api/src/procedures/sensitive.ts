import { BugCookies, GetBugCookiesInput } from "@hawkmoth/domain/capture/cookies";
import { GetReplayRawInput, RawReplay } from "@hawkmoth/domain/evidence/replay";
import { getCookies } from "@hawkmoth/services/evidence/get-cookies";
import { getReplayRaw } from "@hawkmoth/services/evidence/get-replay-raw";
import { READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const sensitiveRouter = router({
  cookies: actorProcedure
    .meta({
      summary: "Get the cookies of a capture, as far as the project allows; the reason is recorded",
      scope: "sensitive:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/cookies" },
      mcp: {
        tool: "get_bug_cookies",
        toolset: "sensitive",
        title: "Get cookies",
        description:
          "Cookies the page's scripts could read, where the project takes them: names, and values only if it allows. Never HttpOnly ones. Use when a bug depends on a cookie; say why in reason.",
        hints: READS,
        budget_tokens: 1500,
      },
      is_sensitive: true,
    })
    .input(GetBugCookiesInput)
    .output(BugCookies)
    .query(({ ctx, input }) => getCookies(ctx.service, input)),
  replay_raw: actorProcedure
    .meta({
      summary: "Get the sanitised replay as rrweb events, whole or a window of it",
      scope: "sensitive:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/replay/raw" },
      errors: ["PAYLOAD_TOO_LARGE"],
      mcp: {
        tool: "get_replay_raw",
        toolset: "sensitive",
        title: "Get raw replay",
        description:
          "Sanitised rrweb events of a replay, as many as one answer holds (8,000 tokens), with a link to the next ones. Use when the transcript is not enough, for a short from_ms to to_ms window; one over 200 KiB needs acknowledge_size.",
        hints: READS,
        budget_tokens: 8000,
      },
      is_sensitive: true,
    })
    .input(GetReplayRawInput)
    .output(RawReplay)
    .query(({ ctx, input }) => getReplayRaw(ctx.service, input)),
});
