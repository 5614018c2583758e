import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { AppError } from "@hawkmoth/domain/errors";
import { createBlobStore } from "./blob-disk.ts";

const directory = mkdtempSync(join(tmpdir(), "hawkmoth-blobs-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const store = createBlobStore(directory);

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(typeof part === "string" ? Buffer.from(part) : part);
}
async function read(key: string): Promise<string> {
  let text = "";
  for await (const chunk of await store.get(key)) text += Buffer.from(chunk).toString();
  return text;
}
function files(): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(join(directory, path)).isFile(),
  );
}

describe("createBlobStore", () => {
  it("gives back what was stored, with its size and hash", async () => {
    const stored = await store.put("ab/cd/one", chunks("hello ", "world"), { max_bytes: 11 });
    expect(stored).toEqual({ size_bytes: 11, sha256: createHash("sha256").update("hello world").digest("hex") });
    expect(await read("ab/cd/one")).toBe("hello world");
    expect(await store.size("ab/cd/one")).toBe(11);
  });

  it("refuses one byte too many and leaves nothing behind", async () => {
    const before = files();
    await expect(store.put("ab/cd/big", chunks("x".repeat(6), "y".repeat(6)), { max_bytes: 11 })).rejects.toMatchObject(
      {
        code: "PAYLOAD_TOO_LARGE",
      },
    );
    expect(await store.size("ab/cd/big")).toBeNull();
    expect(files()).toEqual(before);
  });

  it("keeps the old blob when a second upload under its key breaks off", async () => {
    await store.put("ab/cd/two", chunks("first"), { max_bytes: 100 });
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("half");
      await Promise.reject(new Error("connection lost"));
    }
    await expect(store.put("ab/cd/two", breaking(), { max_bytes: 100 })).rejects.toThrow("connection lost");
    expect(await read("ab/cd/two")).toBe("first");
    await store.put("ab/cd/two", chunks("second"), { max_bytes: 100 });
    expect(await read("ab/cd/two")).toBe("second");
  });

  it("says NOT_FOUND for what is not there and deletes twice without complaint", async () => {
    await expect(store.get("no/such/blob")).rejects.toBeInstanceOf(AppError);
    await expect(store.get("no/such/blob")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await store.put("ab/cd/three", chunks("x"), { max_bytes: 1 });
    await store.delete("ab/cd/three");
    await store.delete("ab/cd/three");
    expect(await store.size("ab/cd/three")).toBeNull();
  });

  it("leaves no empty folder behind, also while others store and delete beside it", async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `zz/yy/blob-${index}`);
    const storing = keys.map(async (key, index) => {
      await store.put(key, chunks("x"), { max_bytes: 1 });
      if (index % 3 > 0) await store.delete(key);
    });
    await Promise.all(storing);
    for (const [index, key] of keys.entries()) expect(await store.size(key)).toBe(index % 3 > 0 ? null : 1);
    await Promise.all(keys.map((key) => store.delete(key)));
    expect(readdirSync(directory)).not.toContain("zz");
  });

  it("lets no other account in, whatever the umask is", async () => {
    const root = join(directory, "closed");
    mkdirSync(root, { mode: 0o755 });
    chmodSync(root, 0o755);
    const before = process.umask(0o000);
    try {
      await createBlobStore(root).put("ab/cd/secret", chunks("x"), { max_bytes: 1 });
    } finally {
      process.umask(before);
    }
    const modes = ["", "ab", "ab/cd", "ab/cd/secret", ".unfinished"].map(
      (path) => statSync(join(root, path)).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o600, 0o700]);
  });

  it("names the blobs stored before a moment, and deletes what unfinished uploads left before it", async () => {
    const root = join(directory, "aged");
    const aged = createBlobStore(root);
    const keys = async (moment: Date) => (await Array.fromAsync(aged.keysBefore(moment))).toSorted();
    expect(await keys(new Date())).toEqual([]);
    expect(await aged.deleteUnfinished(new Date())).toBe(0);
    for (const key of ["ab/cd/old", "ab/cd/new", "ef/gh/old"]) await aged.put(key, chunks("x"), { max_bytes: 1 });
    for (const name of ["old", "new"]) writeFileSync(join(root, ".unfinished", name), "half");
    const [then, noon, now] = [1, 2, 3].map((hours) => new Date(Date.UTC(2026, 0, 1, hours)));
    for (const path of ["ab/cd/old", "ef/gh/old", ".unfinished/old"])
      utimesSync(join(root, path), then ?? 0, then ?? 0);
    for (const path of ["ab/cd/new", ".unfinished/new"]) utimesSync(join(root, path), now ?? 0, now ?? 0);
    expect(await keys(noon ?? new Date(0))).toEqual(["ab/cd/old", "ef/gh/old"]);
    expect(await aged.deleteUnfinished(noon ?? new Date(0))).toBe(1);
    expect(readdirSync(join(root, ".unfinished"))).toEqual(["new"]);
  });

  it.each(["../out", "/etc/passwd", "ab/../../out", "ab//cd", ".unfinished/x", "a\\..\\b", "", "ab/\0"])(
    "refuses the key %j, which could leave the directory",
    async (key) => {
      await expect(async () => await store.put(key, chunks("x"), { max_bytes: 1 })).rejects.toMatchObject({
        code: "INTERNAL",
      });
      await expect(async () => await store.get(key)).rejects.toMatchObject({ code: "INTERNAL" });
    },
  );

  it("holds a large upload in pieces, never whole", async () => {
    const piece = new Uint8Array(64 * 1024);
    let made = 0;
    let most_ahead = 0;
    async function* large(): AsyncGenerator<Uint8Array> {
      for (made = 0; made < 800; made += 1) {
        yield piece;
        const written = readdirSync(join(directory, ".unfinished")).reduce(
          (sum, file) => sum + statSync(join(directory, ".unfinished", file)).size,
          0,
        );
        most_ahead = Math.max(most_ahead, made * piece.length - written);
      }
    }
    await store.put("ab/cd/large", large(), { max_bytes: 1e9 });
    expect(made).toBe(800);
    expect(most_ahead).toBeLessThan(4 * 1024 * 1024);
  });
});
