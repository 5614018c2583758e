/** The extension tells the channels of this page. Everything else goes over them, and only the two sides know their random names. */
export const HELLO = "hawkmoth:hello";
/** The recorder asks for HELLO, in case it started second. */
export const READY = "hawkmoth:ready";

/** Names of the channels of one page: `data` carries chunks out, `control` carries orders in. */
export interface Channels {
  data: string;
  control: string;
}

/** The event that answers HELLO, so that nobody can ask for the channels again. */
export function ackEvent(channels: Channels): string {
  return `${channels.data}:ack`;
}
