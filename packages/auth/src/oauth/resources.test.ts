import { expect, test } from "vitest";
import { parseResource } from "./resources.ts";

const ORIGIN = "https://bugs.example.com";

test.each([
  ["https://bugs.example.com", "", null],
  ["https://bugs.example.com/", "", null],
  ["https://BUGS.example.com:443/mcp", "/mcp", null],
  ["https://bugs.example.com/mcp/", "/mcp", null],
  ["https://bugs.example.com/api/mcp", "/api/mcp", null],
  ["https://bugs.example.com/api/mcp/p/SHOP", "/api/mcp/p/SHOP", "SHOP"],
  ["https://bugs.example.com/mcp/p/SHOP", "/mcp/p/SHOP", "SHOP"],
])("%s is a resource of ours", (text, path, project) => {
  expect(parseResource(ORIGIN, text)).toEqual({ audience: ORIGIN + path, project });
});

test.each([
  "https://evil.example/mcp",
  "http://bugs.example.com/mcp",
  "https://bugs.example.com:8443/mcp",
  "https://bugs.example.com.evil.example/mcp",
  "https://user@bugs.example.com/mcp",
  "https://:password@bugs.example.com/mcp",
  "https://bugs.example.com/mcp?tools=all",
  "https://bugs.example.com/mcp#x",
  "https://bugs.example.com/mcp/p/",
  "https://bugs.example.com/mcp/p/../../x",
  "https://bugs.example.com/mcp/p/a%20b",
  "https://bugs.example.com/admin",
  "mcp",
  "",
])("%s is none", (text) => {
  expect(parseResource(ORIGIN, text)).toBeNull();
});
