/** SQLSTATE of what the database refused, wherever drizzle wrapped it; null for any other error. */
export function databaseCode(error: unknown): string | null {
  return fieldOf(error, "code");
}

/** Name of the constraint that was violated, null when the error is about something else. */
export function violatedConstraint(error: unknown): string | null {
  return fieldOf(error, "constraint_name");
}

function fieldOf(error: unknown, field: "code" | "constraint_name"): string | null {
  if (!(error instanceof Error)) return null;
  const own = Object.entries(error).find(([key]) => key === field)?.[1];
  if (typeof own === "string") return own;
  return error.cause === undefined ? null : fieldOf(error.cause, field);
}
