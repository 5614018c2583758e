import { by, call, JSON_TYPE, LIST, type Attack, type Ground } from "./attack.ts";

const shown = (name: string, headers: (ground: Ground) => Record<string, string>, path = "/mcp"): Attack => ({
  name,
  shot: (ground) => ({ path, headers: { ...JSON_TYPE, ...headers(ground) }, body: call("list_bugs") }),
  status: 401,
});

/** Credentials that are none here, no more, or of somebody else. */
export const CREDENTIAL_ATTACKS: readonly Attack[] = [
  shown("a stolen session cookie", ({ session }) => ({ cookie: `hawkmoth.session=${session}` })),
  shown("the value of a session as a key", ({ session }) => ({ authorization: `Bearer ${session}` })),
  shown("a publishable key", ({ publishable }) => ({ authorization: `Bearer ${publishable}` })),
  shown("a publishable key in the header of ingest", ({ publishable }) => ({ "x-api-key": publishable })),
  shown("a good key in the header of ingest only", ({ key }) => ({ "x-api-key": key })),
  shown("a revoked key", ({ revoked }) => ({ authorization: `Bearer ${revoked}` })),
  shown("an expired key", ({ expired }) => ({ authorization: `Bearer ${expired}` })),
  shown("the key of a disabled agent", ({ disabled }) => ({ authorization: `Bearer ${disabled}` })),
  shown("a key with a letter more", ({ key }) => ({ authorization: `Bearer ${key}x` })),
  shown("a key with a letter less", ({ key }) => ({ authorization: `Bearer ${key.slice(0, -1)}` })),
  shown("a key in capitals", ({ key }) => ({ authorization: `Bearer ${key.toUpperCase()}` })),
  shown("a key as a password", ({ key }) => ({ authorization: `Basic ${btoa(`x:${key}`)}` })),
  shown("two keys in one header", ({ key, reader }) => ({ authorization: `Bearer ${key}, Bearer ${reader}` })),
  shown("a made-up access token", () => ({ authorization: `Bearer ${btoa("access-token-of-nobody").repeat(2)}` })),
  shown("a forged JWT that says it is for us", () => ({ authorization: `Bearer ${forged()}` })),
  shown("only the prefix of a key", ({ key }) => ({ authorization: `Bearer ${key.slice(0, 14)}` })),
  {
    name: "a key in the query string",
    shot: ({ key }) => ({ path: `/mcp?key=${key}&api_key=${key}&access_token=${key}`, headers: JSON_TYPE, body: LIST }),
    status: 401,
  },
  {
    name: "who the caller is, told by headers of ours",
    shot: () => ({
      headers: {
        ...JSON_TYPE,
        "x-hawkmoth-via": "SYSTEM",
        "x-hawkmoth-tool": "list_bugs",
        "x-hawkmoth-client": "hawkmoth/1",
        "x-hawkmoth-workspace": "acme",
        "x-forwarded-for": "127.0.0.1",
      },
      body: LIST,
    }),
    status: 401,
  },
  {
    name: "the session beside a key that may not do it",
    shot: ({ reader, session, project }) => ({
      headers: by(reader, { cookie: `hawkmoth.session=${session}` }),
      body: call("create_bug", { project_id: project, title: "Planted" }),
    }),
    status: 200,
    code: "INSUFFICIENT_SCOPE",
  },
];

function forged(): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: "http://localhost:3000", aud: "http://localhost:3000/mcp", sub: "admin", scope: "bugs:write" };
  return `${part({ alg: "none", typ: "at+jwt" })}.${part(claims)}.`;
}
