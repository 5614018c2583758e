import { expect, test } from "vitest";
import { readClientMetadata, shownName } from "./client-metadata.ts";
import { errorPage } from "./error-page.ts";

test.each([
  ["  Claude   Code ", "Claude Code"],
  ["A\u202Edmin\u200B\u0000", "Admin"],
  ["x".repeat(100), "x".repeat(60)],
  ["\u2028\u2029", ""],
])("the name %j is shown as %j", (given, shown) => {
  expect(shownName(given)).toBe(shown);
});

test("a program is native when no web site could have its redirect address, unless it says otherwise", () => {
  const kindOf = (metadata: object) => {
    const read = readClientMetadata(metadata);
    return "metadata" in read ? read.metadata.application_type : read.problem;
  };
  expect(kindOf({ redirect_uris: ["https://a.example/cb"] })).toBe("web");
  expect(kindOf({ redirect_uris: ["http://localhost:3000/cb"] })).toBe("native");
  expect(kindOf({ redirect_uris: ["cursor://anysphere.cursor-mcp/cb"] })).toBe("native");
  expect(kindOf({ redirect_uris: ["http://localhost:3000/cb"], application_type: "web" })).toBe("web");
});

test.each(["ms-msdt:/id", "search-ms:query=x", "mailto:a@b.example", "intent://x/y", "ftp://a.example/x", "web+x:y"])(
  "%s is no way back to a program",
  (redirect_uri) => {
    expect(readClientMetadata({ redirect_uris: [redirect_uri] })).toMatchObject({
      problem: expect.stringContaining("redirect_uris"),
    });
  },
);

test.each(["cursor://anysphere.cursor-mcp/cb", "vscode://vscode.git/did-authenticate", "com.example.app:/cb"])(
  "%s is one that a program claimed",
  (redirect_uri) => {
    expect(readClientMetadata({ redirect_uris: [redirect_uri] })).toHaveProperty("metadata");
  },
);

test("a null is no wish, as programs write what they leave out", () => {
  const redirect_uris = ["https://a.example/cb"];
  const nothing = { client_name: null, client_uri: null, jwks: null, jwks_uri: null, token_endpoint_auth_method: null };
  expect(readClientMetadata({ redirect_uris, ...nothing })).toEqual(readClientMetadata({ redirect_uris }));
});

test("the page of an error runs nothing that the request brought", () => {
  const page = errorPage({ error: "invalid_request", error_description: `<script>alert("1")</script>` });
  expect(page).not.toContain("<script");
  expect(page).toContain("&#60;script&#62;");
});
