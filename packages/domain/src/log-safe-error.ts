const MAX_CAUSES = 5;
const MAX_MESSAGE_CHARACTERS = 2000;
const MAX_STACK_CHARACTERS = 8000;
const SQLSTATE = /^[0-9A-Z]{5}$/;

/** What a log keeps of an error. */
export interface LogSafeError {
  type: string;
  code: string | undefined;
  constraint: string | undefined;
  message: string;
  stack: string;
  cause?: unknown;
}

function textField(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? value : undefined;
}

/** Query builders append the values they sent, and Postgres quotes those it can't read; e-mail addresses are anywhere. */
function withoutValues(text: string, is_from_database: boolean): string {
  const plain = text
    .replaceAll(/\nparams:[\s\S]*?(?=\n {4}at |$)/g, "")
    .replaceAll(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}\b/gi, "[e-mail]");
  return is_from_database ? plain.replaceAll(/: "[^\n]*"/g, ': "…"') : plain;
}

/**
 * An error as a log may keep it: kind, code, place and cause, but no values of queries, no details of rows and no
 * e-mail addresses. What is no error is named by its type alone.
 */
export function logSafeError(error: unknown, depth = 0): LogSafeError | string {
  if (!(error instanceof Error)) return typeof error;
  const code = textField(error, "code");
  const is_from_database = code !== undefined && SQLSTATE.test(code);
  const { cause } = error;
  return {
    type: error.name,
    code,
    constraint: textField(error, "constraint_name"),
    message: withoutValues(error.message.slice(0, MAX_MESSAGE_CHARACTERS), is_from_database),
    stack: withoutValues((error.stack ?? "").slice(0, MAX_STACK_CHARACTERS), is_from_database),
    ...(cause === undefined || depth === MAX_CAUSES ? {} : { cause: logSafeError(cause, depth + 1) }),
  };
}
