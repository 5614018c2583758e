/** Why a connection failed, in words that say what to do. */
export interface ConnectionFault {
  title: string;
  /** What the server said, when it said something. */
  detail: string | null;
  hint: string;
}

interface Refusal {
  status: number;
  problem: string | null;
}

/** What a refusal by the server means. */
export function faultOf({ status, problem }: Refusal): ConnectionFault {
  const detail = `HTTP ${status.toString()}${problem ? `: ${problem}` : ""}`;
  if (status === 401)
    return {
      title: "The key is not accepted",
      detail,
      hint: "Create one above; this one is wrong, expired or revoked.",
    };
  if (status === 403) return { ...forbidden(problem ?? ""), detail };
  if (status === 404)
    return { title: "MCP is switched off", detail, hint: "Set MCP_ENABLED=true and restart the MCP server." };
  if (status === 429) return { title: "Too many calls", detail, hint: "Wait a minute and test again." };
  if (status >= 500)
    return { title: "The server can’t work now", detail, hint: "Try again; if it stays so, look into its log." };
  return { title: "The server refused the request", detail, hint: "A proxy in between may have changed it." };
}

function forbidden(problem: string): Omit<ConnectionFault, "detail"> {
  if (/host/i.test(problem))
    return {
      title: "The server does not answer to this host",
      hint: "Add the host of this page to MCP_ALLOWED_HOSTS and restart the MCP server.",
    };
  if (/origin/i.test(problem))
    return {
      title: "The server does not trust this page",
      hint: "Open the dashboard under its public address, or add this host to MCP_ALLOWED_HOSTS.",
    };
  return { title: "The key may not do this", hint: "Create a key with more scopes." };
}

/** Nothing came back at all. */
export function unreachable(endpoint: string): ConnectionFault {
  return {
    title: "No answer",
    detail: null,
    hint: `Nothing answers at ${endpoint}. Is the MCP server running, and did you open the dashboard under the same address?`,
  };
}

/** An answer came with 200 and was none. */
export function unexpected(problem: string | null): ConnectionFault {
  return {
    title: "The answer is not MCP",
    detail: problem,
    hint: "Something between this page and the server answers in its place.",
  };
}
