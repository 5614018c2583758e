import { Me } from "@hawkmoth/domain/account/schema";
import { cache } from "react";
import { readEnv } from "../env.ts";
import { visitorHeaders } from "./visitor.ts";

export type MeAnswer = { kind: "me"; me: Me } | { kind: "signed-out" } | { kind: "no-workspace" };

/** Asks the API who the visitor is; it judges the session again at every later call. */
export const fetchMe = cache(async (workspace: string | null): Promise<MeAnswer> => {
  const visitor = await visitorHeaders();
  if (!visitor["cookie"]) return { kind: "signed-out" };
  const response = await fetch(`${readEnv().apiUrl}/api/v1/me`, {
    headers: { ...visitor, ...(workspace ? { "x-hawkmoth-workspace": workspace } : {}) },
    cache: "no-store",
  });
  if (response.status === 401) return { kind: "signed-out" };
  if (response.status === 404 || response.status === 403) return { kind: "no-workspace" };
  return { kind: "me", me: Me.parse(await response.json()) };
});
