import { BugIdInput } from "@hawkmoth/domain/bug/schema";
import { Capture, RetryCaptureInput } from "@hawkmoth/domain/capture/schema";
import {
  BugContext,
  BugEvidence,
  BugMedia,
  FixPrompt,
  GetContextInput,
  GetFixPromptInput,
  GetNetworkRequestInput,
  GetScreenshotInput,
  GetTranscriptInput,
  NetworkRequest,
  Screenshot,
  Transcript,
} from "@hawkmoth/domain/evidence/schema";
import { GetReplayEventsInput, ReplayEvents } from "@hawkmoth/domain/evidence/replay";
import { retryCapture } from "@hawkmoth/services/capture/retry-capture";
import { getContext } from "@hawkmoth/services/evidence/get-context";
import { getEvidence } from "@hawkmoth/services/evidence/get-evidence";
import { getFixPrompt } from "@hawkmoth/services/evidence/get-fix-prompt";
import { getMedia } from "@hawkmoth/services/evidence/get-media";
import { getNetworkRequest } from "@hawkmoth/services/evidence/get-network-request";
import { getReplayEvents } from "@hawkmoth/services/evidence/get-replay-events";
import { getScreenshot } from "@hawkmoth/services/evidence/get-screenshot";
import { getTranscript } from "@hawkmoth/services/evidence/get-transcript";
import { READS } from "../meta.ts";
import { actorProcedure, router } from "../procedure.ts";

export const evidenceRouter = router({
  get: actorProcedure
    .meta({
      summary: "Get everything the reporter's page showed: console, network, steps, timeline",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/evidence" },
    })
    .input(BugIdInput)
    .output(BugEvidence)
    .query(({ ctx, input }) => getEvidence(ctx.service, input)),
  context: actorProcedure
    .meta({
      summary: "Get the evidence closest to the failure, within a token budget",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/context" },
      mcp: {
        tool: "get_bug_context",
        toolset: "evidence",
        title: "Get technical context",
        description:
          "Errors, console, network, page and system, closest to the failure first. Use when get_bug does not show the cause; get_replay_transcript has the steps.",
        hints: READS,
        budget_tokens: 6000,
      },
    })
    .input(GetContextInput)
    .output(BugContext)
    .query(({ ctx, input }) => getContext(ctx.service, input)),
  network_request: actorProcedure
    .meta({
      summary: "Get one network request with headers and bodies as recorded",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/network/{request_id}" },
      mcp: {
        tool: "get_network_request",
        toolset: "evidence",
        title: "Get network request",
        description:
          "One recorded request with redacted headers and clipped bodies. Use when a failing request of get_bug or get_bug_context looks like the cause.",
        hints: READS,
        budget_tokens: 5000,
      },
    })
    .input(GetNetworkRequestInput)
    .output(NetworkRequest)
    .query(({ ctx, input }) => getNetworkRequest(ctx.service, input)),
  media: actorProcedure
    .meta({
      summary: "List screenshots, replay and files of a bug",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/media" },
      mcp: {
        tool: "get_bug_media",
        toolset: "evidence",
        title: "List media",
        description:
          "Screenshots, replay and files of a bug with type, size and link. Use when you need to know what was captured.",
        hints: READS,
        budget_tokens: 600,
      },
    })
    .input(BugIdInput)
    .output(BugMedia)
    .query(({ ctx, input }) => getMedia(ctx.service, input)),
  screenshot: actorProcedure
    .meta({
      summary: "Get a screenshot, scaled to a width",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/screenshot" },
      errors: ["PAYLOAD_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"],
      mcp: {
        tool: "get_screenshot",
        toolset: "evidence",
        title: "Get screenshot",
        description:
          "What the reporter saw, as an image of at most 1 MB. Use when layout, wording or visual state matters.",
        hints: READS,
        budget_tokens: 200,
      },
    })
    .input(GetScreenshotInput)
    .output(Screenshot)
    .query(({ ctx, input }) => getScreenshot(ctx.service, input)),
  transcript: actorProcedure
    .meta({
      summary: "Get the replay as text",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/replay/transcript" },
      mcp: {
        tool: "get_replay_transcript",
        toolset: "evidence",
        title: "Get replay transcript",
        description:
          "The session replay as text: steps, navigation, requests, errors. Use when reproducing the bug. detailed adds console lines.",
        hints: READS,
        budget_tokens: 6000,
      },
    })
    .input(GetTranscriptInput)
    .output(Transcript)
    .query(({ ctx, input }) => getTranscript(ctx.service, input)),
  fix_prompt: actorProcedure
    .meta({
      summary: "Get a prompt that a coding agent can start from",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/prompt" },
      mcp: {
        tool: "generate_fix_prompt",
        toolset: "resolve",
        title: "Generate fix prompt",
        description:
          "A Markdown brief to fix a bug from: symptom, steps, evidence, done criteria. Use when handing a bug to a coding agent or starting to fix it.",
        hints: READS,
        budget_tokens: 4000,
      },
    })
    .input(GetFixPromptInput)
    .output(FixPrompt)
    .query(({ ctx, input }) => getFixPrompt(ctx.service, input)),
  retry_capture: actorProcedure
    .meta({
      summary: "Process a capture again after it failed",
      scope: "bugs:write",
      rest: { method: "POST", path: "/bugs/{bug_id}/captures/{capture_id}/retry", status: 202 },
    })
    .input(RetryCaptureInput)
    .output(Capture)
    .mutation(({ ctx, input }) => retryCapture(ctx.service, input)),
  replay_events: actorProcedure
    .meta({
      summary: "Get one chunk of the sanitised replay, for players",
      scope: "bugs:read",
      rest: { method: "GET", path: "/bugs/{bug_id}/replay/events" },
      mcp: {
        tool: "get_replay_events",
        toolset: "app",
        title: "Get replay events",
        description: "One chunk of the replay. Use when playing it; to read it, get_replay_transcript.",
        hints: READS,
        budget_tokens: 60,
      },
    })
    .input(GetReplayEventsInput)
    .output(ReplayEvents)
    .query(({ ctx, input }) => getReplayEvents(ctx.service, input)),
});
