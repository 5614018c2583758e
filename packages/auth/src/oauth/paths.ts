/** Where the endpoints lie. The decision on a request is taken below `consent`, where its cookie is sent. */
export const OAUTH_PATHS = {
  authorization: "/oauth/authorize",
  token: "/oauth/token",
  registration: "/oauth/register",
  revocation: "/oauth/revoke",
  jwks: "/oauth/jwks",
  consent: "/oauth/consent",
} as const;
