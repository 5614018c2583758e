import { isId } from "@hawkmoth/domain/ids";

/** Who signed in, in the eyes of the OAuth server: a person in one workspace. */
export interface Account {
  workspace_id: string;
  member_id: string;
}

/** The account as one text, the `sub` of tokens. */
export function accountId({ workspace_id, member_id }: Account): string {
  return `${workspace_id}.${member_id}`;
}

/** Reads an account id back; null when it is none. */
export function parseAccountId(text: string | undefined): Account | null {
  const [workspace_id = "", member_id = ""] = (text ?? "").split(".", 2);
  return isId("workspace", workspace_id) && isId("member", member_id) ? { workspace_id, member_id } : null;
}
