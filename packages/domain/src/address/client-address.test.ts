import { describe, expect, test } from "vitest";
import { steepGrowth } from "../testing/cost-growth.ts";
import { addressLimitKey, clientAddress, forwardedOrigin, LOOPBACK, parseAddressRanges } from "./client-address.ts";

const { ranges: proxies } = parseAddressRanges("10.0.0.0/8, 192.0.2.7 2001:db8:ffff::/48");
const trusted = [...LOOPBACK, ...proxies];

describe("the address of a client", () => {
  test.each([
    ["nobody in between", "203.0.113.9", undefined, "203.0.113.9"],
    ["a peer that is not trusted may claim what it likes", "203.0.113.9", "6.6.6.6", "203.0.113.9"],
    ["the gateway on this machine", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["the gateway as IPv4 inside IPv6", "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["a forged entry before the real one", "127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"],
    ["a proxy by range", "127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"],
    ["a forged entry before two proxies", "127.0.0.1", "6.6.6.6, 203.0.113.9, 192.0.2.7, 10.1.2.3", "203.0.113.9"],
    ["a forged entry that names a proxy", "127.0.0.1", "10.9.9.9, 203.0.113.9", "203.0.113.9"],
    ["a proxy as IPv4 inside IPv6", "127.0.0.1", "203.0.113.9, ::ffff:10.1.2.3", "203.0.113.9"],
    ["a client as IPv4 inside IPv6", "127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
    ["a client with a port", "127.0.0.1", "203.0.113.9:51200", "203.0.113.9"],
    ["an IPv6 client", "::1", "2001:db8:0:0::0001", "2001:db8::1"],
    ["an IPv6 client in brackets with a port", "::1", "[2001:DB8::1]:443", "2001:db8::1"],
    ["an IPv6 client with a zone", "::1", "fe80::1%eth0", "fe80::1"],
    ["an IPv6 proxy by range", "::1", "203.0.113.9, 2001:db8:ffff:1::5", "203.0.113.9"],
    ["requests of the proxies themselves", "127.0.0.1", "10.0.0.2, 10.0.0.1", "10.0.0.2"],
    ["an empty header", "127.0.0.1", "", "127.0.0.1"],
    ["empty entries", "127.0.0.1", " , 203.0.113.9, ,", "203.0.113.9"],
    ["junk where the client should stand", "127.0.0.1", "6.6.6.6, unknown, 10.1.2.3", "10.1.2.3"],
    ["a host name", "127.0.0.1", "6.6.6.6, example.com", "127.0.0.1"],
    ["an octal address", "127.0.0.1", "6.6.6.6, 010.0.0.1", "127.0.0.1"],
    ["a short address", "127.0.0.1", "6.6.6.6, 10.1", "127.0.0.1"],
    ["a number", "127.0.0.1", "6.6.6.6, 167772161", "127.0.0.1"],
    ["a quoted address", "127.0.0.1", '6.6.6.6, "10.0.0.1"', "127.0.0.1"],
    ["a very long entry", "127.0.0.1", `6.6.6.6, ${"1".repeat(5000)}`, "127.0.0.1"],
  ])("%s", (...[, peer, forwarded_for, expected]) => {
    expect(clientAddress({ peer, forwarded_for, trusted })).toBe(expected);
  });

  test("is read over several headers as over one", () => {
    const forwarded_for = ["6.6.6.6", "203.0.113.9", "10.1.2.3"];
    expect(clientAddress({ peer: "127.0.0.1", forwarded_for, trusted })).toBe("203.0.113.9");
  });

  test("takes time in proportion to the header", () => {
    const read = (forwarded_for: string) => clientAddress({ peer: "127.0.0.1", forwarded_for, trusted });
    expect(steepGrowth(read, { units: ["10.0.0.1,", ",", "[", "::1 ", "1."] })).toEqual([]);
  });
});

describe("TRUSTED_PROXIES", () => {
  test("takes addresses and ranges of both kinds and names everything else", () => {
    const { ranges, invalid } = parseAddressRanges(
      "10.0.0.1, 172.16.0.0/12, ::1 fd00::/8, nginx, 10.0.0.0/33, 10.0.0.0/, 0.0.0.0/0, 10.1, 1/2/3",
    );
    expect(ranges).toHaveLength(4);
    expect(invalid).toEqual(["nginx", "10.0.0.0/33", "10.0.0.0/", "0.0.0.0/0", "10.1", "1/2/3"]);
    expect(parseAddressRanges("")).toEqual({ ranges: [], invalid: [] });
  });
});

describe("the key of limits", () => {
  test("is the /64 network of an IPv6 address and the whole IPv4 address", () => {
    expect(addressLimitKey("2001:db8:1:2:aaaa::1")).toBe("2001:db8:1:2::/64");
    expect(addressLimitKey("2001:db8:1:2:ffff:ffff:ffff:ffff")).toBe(addressLimitKey("2001:db8:1:2::9"));
    expect(addressLimitKey("2001:db8:1:3::9")).not.toBe(addressLimitKey("2001:db8:1:2::9"));
    expect(addressLimitKey("203.0.113.9")).toBe("203.0.113.9");
    expect(addressLimitKey("::ffff:203.0.113.9")).toBe("203.0.113.9");
  });
});

describe("the forwarded origin", () => {
  const seen = { protocol: "http", host: "localhost:3000" } as const;
  const headers = { proto: "https", host: "bugs.example.com" };

  test("is believed from a trusted proxy only", () => {
    expect(forwardedOrigin({ peer: "10.1.2.3", trusted: proxies }, headers, seen)).toEqual({
      protocol: "https",
      host: "bugs.example.com",
    });
    expect(forwardedOrigin({ peer: "203.0.113.9", trusted: proxies }, headers, seen)).toEqual(seen);
  });

  test.each([
    { proto: "javascript", host: "evil.example/path" },
    { proto: "", host: "user@evil.example" },
    { proto: undefined, host: undefined },
    { proto: "gopher", host: "a b" },
  ])("is what the request says where the header is no scheme or host: %j", (odd) => {
    expect(forwardedOrigin({ peer: "10.1.2.3", trusted: proxies }, odd, seen)).toEqual(seen);
  });

  test("is the last of several, which the proxy wrote", () => {
    const several = { proto: "http, https", host: "evil.example, bugs.example.com" };
    expect(forwardedOrigin({ peer: "10.1.2.3", trusted: proxies }, several, seen)).toEqual({
      protocol: "https",
      host: "bugs.example.com",
    });
  });
});
