import type { WireTool } from "@hawkmoth/mcp/surface";
import {
  acceptedContent,
  createRequestStateCodec,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type InputRequests,
  type InputRequiredResult,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { randomBytes } from "node:crypto";
import type { FixtureResult } from "./fixture-tools.ts";
import { oneText } from "./forms.ts";

/** What is kept between two rounds, signed. */
interface State {
  round: number;
}

/** Signs the state that goes through the client; one key for each run. */
const stateCodec = createRequestStateCodec<State>({ key: randomBytes(32) });

type Answer = FixtureResult | InputRequiredResult;

/** A tool of the suite that asks its client by an input-required result. */
export interface AskingTool {
  listed: WireTool;
  run: (context: ServerContext) => Promise<Answer>;
}

const text = (line: string): FixtureResult => ({ content: [{ type: "text", text: line }] });

const name = (message = "What is your name?") => inputRequired.elicit({ message, requestedSchema: oneText("name") });
const sampling = (question: string) =>
  inputRequired.createMessage({
    messages: [{ role: "user", content: { type: "text", text: question } }],
    maxTokens: 100,
  });
const confirm = () =>
  inputRequired.elicit({
    message: "Please confirm",
    requestedSchema: { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"] },
  });

/** The round that the state tells of; 0 before there is one. @throws ProtocolError for a state we did not sign */
async function roundOf(context: ServerContext): Promise<number> {
  const state = context.mcpReq.requestState();
  if (typeof state !== "string") return 0;
  try {
    return (await stateCodec.verify(state, context)).round;
  } catch {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, "Invalid or expired requestState");
  }
}

function tool(title: string, run: AskingTool["run"]): AskingTool {
  const listed = {
    name: title,
    description: `Fixture of the conformance suite: ${title}`,
    inputSchema: { type: "object" as const },
  };
  return { listed, run };
}

/** Asks until every key has an answer of its kind. */
function once(title: string, requests: () => InputRequests, done: (context: ServerContext) => string): AskingTool {
  return tool(title, async (context) => {
    const asked = requests();
    const answers = context.mcpReq.inputResponses ?? {};
    const isComplete = Object.keys(asked).every((key) => answers[key] !== undefined);
    return isComplete ? text(done(context)) : inputRequired({ inputRequests: asked });
  });
}

/** As `once`, with a state that has to come back. */
function signed(title: string, requests: () => InputRequests): AskingTool {
  return tool(title, async (context) => {
    if ((await roundOf(context)) === 1) return text("state-ok");
    const requestState = await stateCodec.mint({ round: 1 }, context);
    return inputRequired({ inputRequests: requests(), requestState });
  });
}

const TOOLS = [
  once(
    "test_input_required_result_elicitation",
    () => ({ user_name: name() }),
    ({ mcpReq }) => `Hello, ${String(acceptedContent(mcpReq.inputResponses, "user_name")?.["name"])}!`,
  ),
  once(
    "test_input_required_result_sampling",
    () => ({ capital_question: sampling("What is the capital of France?") }),
    ({ mcpReq }) => JSON.stringify(mcpReq.inputResponses?.["capital_question"]),
  ),
  once(
    "test_input_required_result_list_roots",
    () => ({ client_roots: inputRequired.listRoots() }),
    ({ mcpReq }) => JSON.stringify(mcpReq.inputResponses?.["client_roots"]),
  ),
  once(
    "test_input_required_result_capabilities",
    () => ({ question: sampling("Which capabilities do you have?") }),
    () => "Answered.",
  ),
  once(
    "test_missing_capability",
    () => ({ question: sampling("Can you sample?") }),
    () => "Answered.",
  ),
  signed("test_input_required_result_request_state", () => ({ confirm: confirm() })),
  signed("test_input_required_result_tampered_state", () => ({ confirm: confirm() })),
  signed("test_input_required_result_multiple_inputs", () => ({
    user_name: name(),
    greeting: sampling("Generate a greeting"),
    client_roots: inputRequired.listRoots(),
  })),
  tool("test_input_required_result_multi_round", async (context) => {
    const round = await roundOf(context);
    if (round === 2) return text("Both steps are answered.");
    const requestState = await stateCodec.mint({ round: round + 1 }, context);
    const color = inputRequired.elicit({
      message: "Step 2: What is your favorite color?",
      requestedSchema: oneText("color"),
    });
    const inputRequests: InputRequests = round === 0 ? { step1: name("Step 1: What is your name?") } : { step2: color };
    return inputRequired({ inputRequests, requestState });
  }),
];

/** The suite's asking tools by name. */
export const ASKING_TOOLS: ReadonlyMap<string, AskingTool> = new Map(
  TOOLS.map((asking) => [asking.listed.name, asking]),
);
