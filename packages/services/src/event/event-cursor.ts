import { AppError } from "@hawkmoth/domain/errors";
import { idToUuid, isId } from "@hawkmoth/domain/ids";

const LOWEST_UUID = "00000000-0000-0000-0000-000000000000";
const SHAPE = /^(?:([0-9]{1,9})-)?([0-9]{1,20})(?:\.(evt_[0-9a-z]{26}))?$/;
const MAX_XID = 2n ** 64n - 1n;

/** Place of an event in the order of its workspace: the epoch of its cluster, its transaction, its id. */
export interface EventPlace {
  epoch: number;
  xid: string;
  uuid: string;
}

/** The cursor of a place; without an id it lies before every event of the transaction. */
export function formatEventCursor({ epoch, xid, id }: { epoch: number; xid: string; id: string | null }): string {
  return id === null ? `${epoch}-${xid}` : `${epoch}-${xid}.${id}`;
}

/** Reads a cursor back; one without an epoch is of the first. @throws INVALID_INPUT when it was not made here. */
export function parseEventCursor(cursor: string): EventPlace {
  const match = SHAPE.exec(cursor);
  const [, epoch, xid, id] = match ?? [];
  if (xid === undefined || BigInt(xid) > MAX_XID || (id !== undefined && !isId("event", id)))
    throw new AppError("INVALID_INPUT", {
      message: "Invalid 'last_event_id': start again without it",
      field: "last_event_id",
    });
  return { epoch: Number(epoch ?? 1), xid, uuid: id === undefined ? LOWEST_UUID : idToUuid("event", id) };
}

/** Negative when the first place lies before the second, positive when after, 0 when they are the same. */
export function compareEventCursors(left: string, right: string): number {
  const [one, other] = [parseEventCursor(left), parseEventCursor(right)];
  if (one.epoch !== other.epoch) return one.epoch - other.epoch;
  const between = BigInt(one.xid) - BigInt(other.xid);
  if (between !== 0n) return between < 0n ? -1 : 1;
  return one.uuid === other.uuid ? 0 : one.uuid < other.uuid ? -1 : 1;
}
