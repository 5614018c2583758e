/** A hostile text, and what must not survive of it on the way to a model. */
export interface Payload {
  technique: string;
  name: string;
  text: string;
  /** Matches when the payload got through; null for plain words, which stay as the data they are. */
  survivor: RegExp | null;
}

/** A payload without its technique, which the list it stands in says. */
export type PayloadRow = readonly [name: string, text: string, survivor: RegExp | null];
