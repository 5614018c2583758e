export interface PolicyOptions {
  nonce: string;
  isDevelopment: boolean;
}

/** Policy of every page of the dashboard: our own scripts, and nothing from elsewhere. */
export function pagePolicy({ nonce, isDevelopment }: PolicyOptions): string {
  return join({
    "default-src": "'self'",
    "script-src": scripts({ nonce, isDevelopment }),
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": isDevelopment ? "'self' ws:" : "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
  });
}

/**
 * Policy of the document that plays captured pages. The frame that rrweb builds inherits it, so that a recording
 * can neither run a script nor fetch anything: pictures and fonts come only from inside the recording.
 */
export function playerPolicy({ nonce, isDevelopment }: PolicyOptions): string {
  return join({
    "default-src": "'none'",
    "script-src": scripts({ nonce, isDevelopment }),
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "data: blob:",
    "font-src": "data:",
    "media-src": "data: blob:",
    "connect-src": isDevelopment ? "'self' ws:" : "'none'",
    "frame-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
  });
}

function scripts({ nonce, isDevelopment }: PolicyOptions): string {
  return `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`;
}

function join(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
