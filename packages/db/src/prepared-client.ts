import type postgres from "postgres";

/**
 * drizzle sends each query unprepared unless it is prepared by name beforehand, which costs a parse and a plan per call.
 * This view of the client asks postgres.js to prepare by text instead, so every statement is planned once a connection.
 */
export function preparing<T extends postgres.ISql>(client: T): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (key === "unsafe") return prepareAlways(target);
      if ((key === "begin" || key === "savepoint") && typeof value === "function")
        return (...args: unknown[]) => value.apply(target, args.map(wrapCallback));
      return value;
    },
  });
}

function prepareAlways(client: postgres.ISql): postgres.ISql["unsafe"] {
  return (query, parameters, options) => client.unsafe(query, parameters, { ...options, prepare: true });
}

function wrapCallback(argument: unknown): unknown {
  return typeof argument === "function" ? (tx: postgres.TransactionSql) => argument(preparing(tx)) : argument;
}
