import { AppError } from "@hawkmoth/domain/errors";
import type { ReadApi } from "./alias.ts";
import { isRecord } from "./json-schema.ts";
import { cleanText } from "./sanitize.ts";
import { pathSegment } from "./send.ts";

type Args = Readonly<Record<string, unknown>>;

const MAX_IMAGE_BYTES = 1_048_576;

/** Stops a call for a picture over 1 MB, which under this name is an error instead of being scaled down. */
export async function refuseLargeScreenshot(args: Args, read: ReadApi): Promise<Record<string, unknown>> {
  const { media } = await read(`${pathOf(args)}/media`);
  const newest = records(media)
    .filter(({ kind }) => kind === "SCREENSHOT")
    .at(0);
  if (Number(newest?.["size_bytes"] ?? 0) > MAX_IMAGE_BYTES)
    throw new AppError("PAYLOAD_TOO_LARGE", {
      message: "The screenshot is larger than 1 MB.",
      hint: "Look at the bug in the dashboard; where get_screenshot is listed, it scales the picture down.",
    });
  return {};
}

/**
 * What tags and assignees of a ticket mean for a bug: labels to add and to remove, at the version that was read, and
 * the member whom a name or e-mail address means.
 * @throws INVALID_INPUT for somebody unknown or for several at once.
 */
export async function ticketChanges(args: Args, read: ReadApi): Promise<Record<string, unknown>> {
  const { tags, assignees } = args;
  if (!Array.isArray(tags) && !Array.isArray(assignees)) return {};
  const bug = await read(`${pathOf(args)}?detail=summary`);
  return {
    ...(Array.isArray(tags) ? labelChanges(tags.map(String), bug) : {}),
    ...(Array.isArray(assignees) ? await assignment(assignees.map(String), bug, read) : {}),
  };
}

function labelChanges(tags: readonly string[], bug: Args): Record<string, unknown> {
  const now = records(bug["labels"]).map(({ name }) => String(name));
  const has = (names: readonly string[], name: string) => names.some((other) => isSame(other, name));
  const label_add = tags.filter((tag) => !has(now, tag));
  const label_remove = now.filter((name) => !has(tags, name));
  return {
    ...(label_add.length > 0 ? { label_add } : {}),
    ...(label_remove.length > 0 ? { label_remove } : {}),
    if_version: bug["version"],
  };
}

async function assignment(logins: readonly string[], bug: Args, read: ReadApi): Promise<Record<string, unknown>> {
  const [login, ...more] = logins;
  if (login === undefined) return { assignee_id: "none" };
  if (more.length > 0)
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'assignees': a bug has one assignee",
      field: "assignees",
      details: { next: "Call again with one name in assignees." },
    });
  const { assignees } = await read(`/projects/${String(bug["project_id"])}/assignees?type=MEMBER`);
  const people = records(assignees);
  const addresses = /^[^@\s]+@/.test(login) ? records((await read("/members"))["members"]) : [];
  const found = people.filter(
    ({ name, assignee_id }) =>
      isSame(String(name), login) ||
      addresses.some(({ id, email }) => id === assignee_id && isSame(String(email), login)),
  );
  const [member] = found;
  if (member && found.length === 1) return { assignee_type: "MEMBER", assignee_id: member["assignee_id"] };
  throw unknownPerson(people, found.length);
}

function unknownPerson(people: readonly Args[], matches: number): AppError {
  const known = people.map(({ name }) => cleanText(String(name)));
  return new AppError("INVALID_INPUT", {
    message: matches > 1 ? "Invalid 'assignees': several members match" : "Invalid 'assignees': no member matches",
    field: "assignees",
    expected: known.slice(0, 20),
    hint: "Give the name or the e-mail address of a member; GitHub logins are not known here.",
  });
}

function isSame(left: string, right: string): boolean {
  const plain = (text: string) => text.trim().replace(/^@/, "").toLowerCase();
  return plain(left) === plain(right);
}

function pathOf(args: Args): string {
  return `/bugs/${pathSegment(args["ticketId"], "ticketId")}`;
}

function records(value: unknown): Args[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
