import { toErrorBody, AppError } from "@hawkmoth/domain/errors";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { readOperations, type ToolOperation } from "../operations.ts";
import { samples } from "./samples.ts";

/** A request as the stand-in received it. */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: unknown;
}

/** A server that speaks the REST contract over real HTTP, with one sample answer per operation. */
export interface RestServer {
  origin: string;
  /** Every request so far, oldest first. */
  seen: SeenRequest[];
  /**
   * Answers by operation path; a test may replace them, also by a function of the request. An AppError is answered as
   * REST would.
   */
  answers: Record<string, unknown>;
  close: () => Promise<void>;
}

/** Starts the stand-in on a free port. Keys that start with `hm_key_` are let in, and tokens that start with `oauth_`. */
export async function startRestServer(table: unknown): Promise<RestServer> {
  const operations = readOperations(table);
  const seen: SeenRequest[] = [];
  const answers = samples();
  const server = createServer((request, response) => {
    void record(request).then((entry) => {
      seen.push(entry);
      const { status, body, headers } = answer(entry, operations, answers);
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
    });
  });
  return { origin: await listen(server), seen, answers, close: () => close(server) };
}

interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

async function record(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  const url = new URL(request.url ?? "/", "http://rest");
  const body: unknown = text === "" ? null : JSON.parse(text);
  return { method: request.method ?? "", path: url.pathname, query: url.searchParams, headers: request.headers, body };
}

function answer(entry: SeenRequest, operations: readonly ToolOperation[], answers: Record<string, unknown>): Answer {
  if (!/^Bearer (?:hm_key|oauth)_\w+$/.test(entry.headers.authorization ?? ""))
    return failure(new AppError("UNAUTHENTICATED"));
  if (entry.path === "/api/v1/mcp-calls") return reported(answers["mcp_call.record"]);
  const operation = operationFor(entry, operations);
  const given = operation && answers[operation.path];
  const value: unknown = typeof given === "function" ? given(entry) : given;
  if (value === undefined) return failure(new AppError("NOT_FOUND"));
  return value instanceof AppError ? failure(value) : { status: 200, body: value };
}

function reported(value: unknown): Answer {
  return value instanceof AppError ? failure(value) : { status: 201, body: { recorded: true } };
}

function failure(error: AppError): Answer {
  const { retry_after_s } = error.options;
  const headers: Record<string, string> = retry_after_s === undefined ? {} : { "retry-after": String(retry_after_s) };
  return { status: error.status, body: { error: toErrorBody(error, "req_test") }, headers };
}

function patternOf(route: string): RegExp {
  return new RegExp(`^/api/v1${route.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}

/** A fixed segment wins over a parameter, as in the real router: /bugs/search is no bug. */
function operationFor({ method, path }: SeenRequest, operations: readonly ToolOperation[]): ToolOperation | undefined {
  return operations
    .filter((row) => row.method === method && patternOf(row.route).test(path))
    .toSorted((left, right) => left.route.split("{").length - right.route.split("{").length)[0];
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
