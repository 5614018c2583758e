/** Carries the path of a page to its layouts, which Next does not tell. Set by proxy.ts, whatever a client sent. */
export const PATH_HEADER = "x-hawkmoth-path";
