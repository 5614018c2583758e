/** What a connected client, and the model behind it, gets to see. */
export function EgressNote() {
  return (
    <dl className="grid max-w-[96ch] gap-x-6 gap-y-2 sm:grid-cols-[112px_minmax(0,1fr)]">
      <dt className="text-muted">Leaves</dt>
      <dd>
        What the key’s owner may read: titles, descriptions, comments, console lines, requests with their captured
        bodies, screenshots, replay steps. The client sends it to its maker’s model, under that maker’s terms.
      </dd>
      <dt className="text-muted">Stays</dt>
      <dd>
        Everything masked at capture. Secrets that slipped through are taken out again by name and by shape. Cookies and
        raw replays need the scope <code className="text-xs">sensitive:read</code> and the project’s consent.
      </dd>
      <dt className="text-muted">Marked</dt>
      <dd>
        Captured text is labelled as untrusted and fenced off from instructions. Every call stands in the audit log with
        client, key and outcome.
      </dd>
      <dt className="text-muted">Lockdown</dt>
      <dd>
        Hides the words of reporters who are not signed in until a member has triaged their bug. An owner sets it in the
        settings of a project; a client can ask for it with the header{" "}
        <code className="text-xs">X-MCP-Lockdown: 1</code>.
      </dd>
      <dt className="text-muted">Ends</dt>
      <dd>A key works in this workspace only. Revoking it, or disconnecting an app, ends access at once.</dd>
    </dl>
  );
}
