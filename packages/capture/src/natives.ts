/** A method as it stands now, to be called with `natives.apply` later, whatever the page puts in its place. */
export function methodOf<Owner extends object, Name extends keyof Owner>(owner: Owner, name: Name): Owner[Name] {
  return owner[name];
}

/**
 * Functions of the browser as they were before any script of the page ran. The recorder uses these, so that a page
 * that patches them neither sees what is recorded nor changes it.
 */
export const natives = {
  apply: methodOf(Reflect, "apply"),
  CustomEvent: globalThis.CustomEvent,
  dispatchEvent: methodOf(EventTarget.prototype, "dispatchEvent"),
  addEventListener: methodOf(EventTarget.prototype, "addEventListener"),
  stringify: methodOf(JSON, "stringify"),
  parse: methodOf(JSON, "parse"),
  now: methodOf(Date, "now"),
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
} as const;

/** Listens with the browser's own addEventListener. */
export function listenOn(
  target: EventTarget,
  type: string,
  on: { handler: (event: Event) => void; once?: boolean },
): void {
  natives.apply(natives.addEventListener, target, [type, on.handler, { capture: true, once: on.once === true }]);
}
