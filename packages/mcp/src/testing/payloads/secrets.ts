import type { PayloadRow } from "./payload.ts";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const AS_JWT = /eyJhbGciOiJIUzI1NiJ9\.eyJ/;

/** Secrets that slipped into a page, and must not slip out of it through an agent. */
export const SECRET_PAYLOADS: readonly PayloadRow[] = [
  ["JWT", `token ${JWT}`, AS_JWT],
  ["JWT broken by a zero-width space", `token ${JWT.slice(0, 30)}\u200b${JWT.slice(30)}`, AS_JWT],
  ["JWT in a query", `https://shop.example/?session=${JWT}`, AS_JWT],
  ["bearer header", "Authorization: Bearer abc123def456ghi789", /abc123def456/],
  ["basic header", "Authorization: Basic dXNlcjpwYXNzd29yZA==", /dXNlcjpwYXNz/],
  ["GitHub token", `remote ghp_${LETTERS}`, /ghp_abcdefghij/],
  ["fine-grained GitHub token", `github_pat_11ABCDE0${LETTERS}`, /github_pat_11/],
  ["GitLab token", `glpat-${LETTERS}`, /glpat-abc/],
  ["AWS key", "AKIAIOSFODNN7EXAMPLE", /AKIAIOSFODNN7/],
  ["Google key", `AIza${LETTERS.slice(0, 35)}`, /AIzaabc/],
  ["Slack token", "xoxb-123456789012-abcdefghijkl", /xoxb-1234/],
  ["Stripe key", "sk_live_abcdefghijklmnop1234", /sk_live_abc/],
  ["npm token", `npm_${LETTERS}`, /npm_abcdef/],
  ["key of a model provider", `sk-${LETTERS}`, /sk-abcdef/],
  ["private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----", /MIIEow/],
  ["password assignment", 'login failed {"password":"hunter2secret"}', /hunter2secret/],
  ["password in an address", "postgres://ann:hunter2secret@db.example/shop", /hunter2secret/],
  ["card number", "paid with 4111 1111 1111 1111", /4111 1111 1111 1111/],
  ["card number broken by zero-width spaces", "paid with 4111\u200b1111\u200b1111\u200b1111", /4111.?1111.?1111.?1111/],
  ["our own key", "hm_key_abcdefghijklmnopqrst", /hm_key_abcdefgh/],
  ["long hex", "digest 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", /9f86d081884c7d65/],
];
