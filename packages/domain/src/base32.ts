const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const HEX = "0123456789abcdef";
const SHAPE = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Value of a character by its code; lists convert hundreds of ids per answer, so no lookup by string. */
function valuesByCode(alphabet: string): Uint8Array {
  const values = new Uint8Array(128);
  for (const [value, char] of Array.from(alphabet).entries()) values[char.charCodeAt(0)] = value;
  return values;
}

const BASE32_VALUES = valuesByCode(ALPHABET);
const HEX_VALUES = valuesByCode(HEX);
const DASH = "-".charCodeAt(0);

/**
 * Writes the 128 bits of a UUID as 26 letters and digits, in Crockford's alphabet and TypeID's order: two zero bits come
 * first. @throws Error when the text is no UUID in lower case.
 */
export function uuidToBase32(uuid: string): string {
  if (!UUID.test(uuid)) throw new Error(`'${uuid}' is no UUID`);
  let text = "";
  let pending = 0;
  let bits = 2;
  for (let at = 0; at < uuid.length; at += 1) {
    const code = uuid.charCodeAt(at);
    if (code === DASH) continue;
    pending = (pending << 4) | (HEX_VALUES[code] ?? 0);
    bits += 4;
    if (bits < 5) continue;
    bits -= 5;
    text += ALPHABET[pending >> bits];
    pending &= (1 << bits) - 1;
  }
  return text;
}

/** Reads back what `uuidToBase32` wrote. @throws Error when the text is something else. */
export function base32ToUuid(text: string): string {
  if (!SHAPE.test(text)) throw new Error(`'${text}' does not stand for 128 bits`);
  let hex = "";
  let pending = 0;
  let bits = -2;
  for (let at = 0; at < text.length; at += 1) {
    pending = (pending << 5) | (BASE32_VALUES[text.charCodeAt(at)] ?? 0);
    bits += 5;
    while (bits >= 4) {
      bits -= 4;
      hex += HEX[pending >> bits];
      pending &= (1 << bits) - 1;
    }
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
