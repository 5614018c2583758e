type Fetch = (url: RequestInfo | URL | string, init?: RequestInit) => Promise<Response>;

/** A second press of a button comes within this time after the answer to the first. */
const ECHO_MS = 1000;

/**
 * Sends a write that is already on its way only once: whoever asks for the same again meanwhile gets the same answer.
 * What creates something also answers the echo of a double click for a moment after it succeeded.
 */
export function onceAtATime(send: Fetch): Fetch {
  const known = new Map<string, Promise<Response>>();
  return async (url, init) => {
    if (init?.method !== "POST" || typeof init.body !== "string") return send(url, init);
    const address = url instanceof Request ? url.url : url.toString();
    const key = `${address} ${init.body}`;
    const going = known.get(key) ?? send(url, init);
    if (!known.has(key)) {
      known.set(key, going);
      const forget = () => known.delete(key);
      going.then(({ ok }) => (ok && /\.create(?:\?|$)/.test(address) ? setTimeout(forget, ECHO_MS) : forget()), forget);
    }
    return (await going).clone();
  };
}
