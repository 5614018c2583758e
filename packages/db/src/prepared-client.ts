import type postgres from "postgres";
import type { StatementBudget } from "./statement-budget.ts";

/**
 * drizzle sends each query unprepared unless it is prepared by name beforehand, which costs a parse and a plan per call.
 * This view of the client asks postgres.js to prepare by text instead, so every statement within the budget is planned
 * once a connection.
 */
export function preparing<T extends postgres.ISql>(client: T, budget: StatementBudget): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (key === "unsafe") return prepareWithin(target, budget);
      if ((key === "begin" || key === "savepoint") && typeof value === "function")
        return (...args: unknown[]) =>
          value.apply(
            target,
            args.map((argument) => wrapCallback(argument, budget)),
          );
      return value;
    },
  });
}

function prepareWithin(client: postgres.ISql, budget: StatementBudget): postgres.ISql["unsafe"] {
  return (query, parameters, options) =>
    client.unsafe(query, parameters, { ...options, prepare: budget.isPrepared(signatureOf(query, parameters)) });
}

/** postgres.js prepares a text once for each combination of types that it sees in the parameters. */
function signatureOf(query: string, parameters: readonly unknown[] = []): string {
  return `${parameters.map(typeOf).join("")} ${query}`;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return typeOf(value[0]);
  if (typeof value === "boolean") return "b";
  if (typeof value === "bigint") return "i";
  if (value instanceof Date) return "d";
  return value instanceof Uint8Array ? "y" : "t";
}

function wrapCallback(argument: unknown, budget: StatementBudget): unknown {
  return typeof argument === "function" ? (tx: postgres.TransactionSql) => argument(preparing(tx, budget)) : argument;
}
