import { expect, test } from "vitest";
import { clientName, readClientMetadata } from "./client-metadata.ts";
import { errorPage } from "./error-page.ts";

const OWN = "https://bugs.example";

test.each([
  ["  Claude   Code ", "Claude Code"],
  ["A\u202Edmin\u200B\u0000", "Admin"],
  ["x".repeat(100), "x".repeat(60)],
  ["\u2028\u2029", ""],
])("the name %j is shown as %j", (given, shown) => {
  expect(clientName(given)).toBe(shown);
});

test("a program is native when no web site could have its redirect address, unless it says otherwise", () => {
  const kindOf = (metadata: object) => {
    const read = readClientMetadata(metadata, OWN);
    return "metadata" in read ? read.metadata.application_type : read.problem;
  };
  expect(kindOf({ redirect_uris: ["https://a.example/cb"] })).toBe("web");
  expect(kindOf({ redirect_uris: ["http://localhost:3000/cb"] })).toBe("native");
  expect(kindOf({ redirect_uris: ["cursor://anysphere.cursor-mcp/cb"] })).toBe("native");
  expect(kindOf({ redirect_uris: ["http://localhost:3000/cb"], application_type: "web" })).toBe("web");
});

test.each([
  "ms-msdt:/id",
  "search-ms:query=x",
  "mailto:a@b.example",
  "intent://x/y",
  "ftp://a.example/x",
  "web+x:y",
  "shell:startup",
  "android-app://com.example/x",
  "ios-app://1/x",
  "javascript:alert(1)",
  "data:text/html,x",
  "file:///etc/passwd",
  "blob:https://a.example/x",
  "chrome-extension://abc/cb",
  "moz-extension://abc/cb",
  "view-source:https://a.example",
  "ws://a.example/",
  "about:blank",
  "app:/cb",
  "myapp://cb",
  "urn:ietf:wg:oauth:2.0:oob",
  "http://a.example/cb",
  "http://localhost.evil.example/cb",
  "https://user@a.example/cb",
  "https://a:b@a.example/cb",
  "https://@a.example/cb",
  "http://user@localhost:7777/cb",
  "cursor://user@anysphere.cursor-mcp/cb",
  "https:/\t/user@a.example/cb",
  "ht\ntps://user:secret@a.example/cb",
  "https:/\r/@a.example/cb",
  "\u0001https://user@a.example/cb",
  "https://*.a.example/cb",
  "https://*/cb",
  "http://*:7777/cb",
  "https://a.example/cb#x",
  "https://bugs.example./cb",
  "https://bugs.example/api/v1/x",
  "https://BUGS.example:443/x",
])("%s is no way back to a program", (redirect_uri) => {
  expect(readClientMetadata({ redirect_uris: [redirect_uri] }, OWN)).toMatchObject({
    problem: expect.stringContaining("redirect_uris"),
  });
});

test.each(["cursor://anysphere.cursor-mcp/cb", "vscode://vscode.git/did-authenticate", "com.example.app:/cb"])(
  "%s is one that a program claimed",
  (redirect_uri) => {
    expect(readClientMetadata({ redirect_uris: [redirect_uri] }, OWN)).toHaveProperty("metadata");
  },
);

test.each(["http://localhost:3000/x", "http://127.0.0.1:3000/x", "http://[::1]:3000/x"])(
  "%s is this installation itself when it runs on this machine",
  (redirect_uri) => {
    expect(readClientMetadata({ redirect_uris: [redirect_uri] }, "http://localhost:3000")).toHaveProperty("problem");
    expect(readClientMetadata({ redirect_uris: [redirect_uri] }, "http://localhost:3001")).toHaveProperty("metadata");
  },
);

test("a null is no wish, as programs write what they leave out", () => {
  const redirect_uris = ["https://a.example/cb"];
  const nothing = { client_name: null, client_uri: null, jwks: null, jwks_uri: null, token_endpoint_auth_method: null };
  expect(readClientMetadata({ redirect_uris, ...nothing }, OWN)).toEqual(readClientMetadata({ redirect_uris }, OWN));
});

test("the page of an error runs nothing that the request brought", () => {
  const page = errorPage({ error: "invalid_request", error_description: `<script>alert("1")</script>` });
  expect(page).not.toContain("<script");
  expect(page).toContain("&#60;script&#62;");
});
