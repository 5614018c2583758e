const WORDS: Readonly<Record<string, [one: string, many: string]>> = {
  input_value: ["typed value", "typed values"],
  text: ["hidden text", "hidden texts"],
  attribute: ["attribute value", "attribute values"],
  header: ["header value", "header values"],
  query_param: ["URL parameter", "URL parameters"],
  url_userinfo: ["password in a URL", "passwords in URLs"],
  body_key: ["secret field in a body", "secret fields in bodies"],
  jwt: ["token (JWT)", "tokens (JWT)"],
  bearer: ["bearer token", "bearer tokens"],
  cloud_key: ["API key", "API keys"],
  private_key: ["private key", "private keys"],
  long_hex: ["long hex value", "long hex values"],
  card: ["card number", "card numbers"],
  secret_assignment: ["secret in a text", "secrets in texts"],
};

/** A line of the receipt in words: `3 header values`. */
export function receiptWords({ rule, count }: { rule: string; count: number }): string {
  const [one, many] = WORDS[rule] ?? [rule.replaceAll("_", " "), rule.replaceAll("_", " ")];
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
