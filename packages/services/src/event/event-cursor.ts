import { AppError } from "@hawkmoth/domain/errors";
import { idToUuid, isId } from "@hawkmoth/domain/ids";

const LOWEST_UUID = "00000000-0000-0000-0000-000000000000";
const SHAPE = /^([0-9]{1,20})(?:\.(evt_[0-9a-z]{26}))?$/;

/** Place of an event in the order of its workspace: its transaction, then its id. */
export function formatEventCursor({ xid, id }: { xid: string; id: string | null }): string {
  return id === null ? xid : `${xid}.${id}`;
}

/** Reads a cursor back. @throws INVALID_INPUT when it was not made here. */
export function parseEventCursor(cursor: string): { xid: string; uuid: string } {
  const match = SHAPE.exec(cursor);
  const [, xid, id] = match ?? [];
  if (xid === undefined || (id !== undefined && !isId("event", id)))
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'last_event_id': start again without it",
      field: "last_event_id",
    });
  return { xid, uuid: id === undefined ? LOWEST_UUID : idToUuid("event", id) };
}

/** Negative when the first place lies before the second, positive when after, 0 when they are the same. */
export function compareEventCursors(left: string, right: string): number {
  const [one, other] = [parseEventCursor(left), parseEventCursor(right)];
  const between = BigInt(one.xid) - BigInt(other.xid);
  if (between !== 0n) return between < 0n ? -1 : 1;
  return one.uuid === other.uuid ? 0 : one.uuid < other.uuid ? -1 : 1;
}
