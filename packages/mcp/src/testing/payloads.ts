import { CHAT_PAYLOADS } from "./payloads/chat.ts";
import { HIDDEN_PAYLOADS } from "./payloads/hidden.ts";
import { LINK_PAYLOADS } from "./payloads/links.ts";
import { MARKUP_PAYLOADS } from "./payloads/markup.ts";
import type { Payload, PayloadRow } from "./payloads/payload.ts";
import { SECRET_PAYLOADS } from "./payloads/secrets.ts";
import { WORD_PAYLOADS } from "./payloads/words.ts";

const BY_TECHNIQUE: Readonly<Record<string, readonly PayloadRow[]>> = {
  "hidden characters and terminal codes": HIDDEN_PAYLOADS,
  "markup that hides or runs": MARKUP_PAYLOADS,
  "links and images that lead out": LINK_PAYLOADS,
  "forged marks and turns": CHAT_PAYLOADS,
  "secrets to be carried off": SECRET_PAYLOADS,
  "words alone": WORD_PAYLOADS,
};

/** Ways to smuggle instructions, markup or secrets through captured text. It only ever grows. */
export const PAYLOADS: readonly Payload[] = Object.entries(BY_TECHNIQUE).flatMap(([technique, rows]) =>
  rows.map(([name, text, survivor]) => ({ technique, name, text, survivor })),
);
