import { expect, test } from "vitest";
import { isDatabaseOutage } from "./database-outage.ts";

function coded(code: string, more: object = {}): Error {
  return Object.assign(new Error(code), { code, ...more });
}

test.each([
  ["a refused connection", coded("ECONNREFUSED", { syscall: "connect" })],
  ["a socket that is not there", coded("ENOENT", { syscall: "connect" })],
  ["a broken connection", coded("ECONNRESET", { syscall: "read" })],
  ["a closed connection", coded("CONNECTION_CLOSED")],
  ["a slow connection", coded("CONNECT_TIMEOUT")],
  ["a server that shuts down", coded("57P01")],
  ["a server that starts", coded("57P03")],
  ["a full server", coded("53300")],
  ["a connection exception", coded("08006")],
  ["one of them inside another error", new Error("Failed query", { cause: coded("57P02") })],
  ["several addresses that refuse", new AggregateError([coded("ECONNREFUSED", { syscall: "connect" })])],
])("%s is an outage", (_title, error) => {
  expect(isDatabaseOutage(error)).toBe(true);
});

test.each([
  ["a missing file", coded("ENOENT", { syscall: "open" })],
  ["a client that went away", coded("ECONNRESET")],
  ["a unique violation", coded("23505")],
  ["a cancelled query", coded("57014")],
  ["a deadlock", coded("40P01")],
  ["an ordinary error", new Error("x")],
  ["no error", "57P01"],
])("%s is none", (_title, error) => {
  expect(isDatabaseOutage(error)).toBe(false);
});
