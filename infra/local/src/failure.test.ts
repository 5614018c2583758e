import { expect, test } from "vitest";
import { explain, StartFailure } from "./failure.ts";

test.each([
  [new StartFailure("port 3000 is in use"), "port 3000 is in use"],
  [
    Object.assign(new Error("x"), { code: "ENOSPC", path: "/data/blobs" }),
    "the disk is full at /data/blobs; free some space and start again",
  ],
  [new Error("initdb: could not write: No space left on device"), "the disk is full; free some space and start again"],
  [
    Object.assign(new Error("x"), { code: "EACCES", path: "/data" }),
    "no permission at /data; check who owns it or set HAWKMOTH_DATA_DIR to another folder",
  ],
  [new Error("first line\nsecond line"), "first line"],
  ["text", "text"],
])("%s becomes one line", (error, line) => {
  expect(explain(error)).toBe(line);
});
