/** Parts of a key name that always mean a secret, in lower case without separators. */
const SECRET_PARTS =
  /password|passwd|passphrase|secret|token|apikey|authorization|credential|cookie|csrf|xsrf|privatekey|accesskey|signingkey|encryptionkey|sessionid|cardnumber|ccnumber|securitycode|socialsecurity/;

/** Whole key names that mean a secret but are too short to look for inside other words. */
const SECRET_NAMES = new Set(
  "pass pwd pw pin otp totp mfacode cvv cvv2 cvc cvc2 csc cccsc ssn auth jwt bearer session sid phpsessid jsessionid sig iban".split(
    " ",
  ),
);

/** Keys that hold a secret word and yet no secret. */
const HARMLESS =
  /^(?:tokentype|(?:max|min|num|total|prompt|completion|input|output|cached?|used)\w*tokens?|tokens?(?:count|limit|used|budget|expiry|expires|expiresin|expiresat)|cookies?(?:consent|policy|banner|enabled))$/;

/** Query keys that carry credentials besides those of `isSecretKey` (OAuth codes, signed URLs). */
const SECRET_QUERY_NAMES = new Set("key code signature hmac hash ticket xamzsignature xamzcredential".split(" "));

const PART_OF_NAME = /[^a-z0-9]+/g;

/**
 * Tells whether the value under this name is a secret by its name alone: object keys, form fields, input names.
 * Spelling does not matter: `API-Key`, `api_key` and `apiKey` are one name.
 */
export function isSecretKey(name: string): boolean {
  const plain = name.toLowerCase().replace(PART_OF_NAME, "");
  if (SECRET_NAMES.has(plain)) return true;
  return SECRET_PARTS.test(plain) && !HARMLESS.test(plain);
}

/** The same for a query parameter, where `key`, `code` and signatures are credentials as well. */
export function isSecretQueryKey(name: string): boolean {
  return SECRET_QUERY_NAMES.has(name.toLowerCase().replace(PART_OF_NAME, "")) || isSecretKey(name);
}
