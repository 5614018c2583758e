import { createHash } from "node:crypto";
import type { Db } from "@hawkmoth/db/client";
import { Scope } from "@hawkmoth/domain/access/schema";
import type { Actor } from "@hawkmoth/domain/actor";
import { AppError } from "@hawkmoth/domain/errors";
import type { PublicContext, ServiceContext } from "../context.ts";
import type { JobName, Ports } from "../ports.ts";

/** What a job queue was asked to do. */
export interface QueuedJob {
  name: JobName;
  payload: unknown;
}

/** Ports that keep everything in memory, for tests of verbs that need no real store. */
export function testPorts(): Ports & { queued: QueuedJob[] } {
  const queued: QueuedJob[] = [];
  const waiting = new Set<() => void>();
  const silent = () => {};
  const noStore = () => {
    throw new AppError("INTERNAL", { message: "this test has no blob store" });
  };
  return {
    queued,
    blobs: {
      put: noStore,
      get: noStore,
      delete: noStore,
      size: noStore,
      keysBefore: noStore,
      deleteUnfinished: noStore,
    },
    jobs: {
      enqueue: (_tx, name, payload) => {
        queued.push({ name, payload });
        return Promise.resolve();
      },
    },
    wake: {
      wake() {
        for (const resume of waiting) resume();
        waiting.clear();
      },
      accessChanged: silent,
      next: (timeout_ms) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, timeout_ms);
          waiting.add(() => {
            clearTimeout(timer);
            resolve();
          });
        }),
    },
    images: { fit: noStore },
    confirmations: { sign: (text) => createHash("sha256").update(text).digest("base64url") },
    mcp: { facts: () => Promise.resolve(null) },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  };
}

/** A context without an actor. */
export function publicContext(db: Db, ports: Ports = testPorts()): PublicContext {
  return {
    db,
    ports,
    via: "API",
    client: { name: "tests" },
    request_id: "req_test",
    web_origin: "http://localhost:3000",
  };
}

/** A context of the given actor; whatever is left out is a MEMBER without any role and with all scopes. */
export function serviceContext(
  db: Db,
  actor: Partial<Actor> & { workspace_id: string },
  ports?: Ports,
): ServiceContext {
  return {
    ...publicContext(db, ports),
    actor: {
      type: "MEMBER",
      id: null,
      name: "Test",
      user_id: null,
      workspace_role: null,
      project_roles: {},
      scopes: Scope.options,
      project_ids: null,
      key_id: null,
      ...actor,
    },
  };
}
