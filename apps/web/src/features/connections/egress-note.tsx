/** What a connected client, and the model behind it, gets to see. */
export function EgressNote() {
  return (
    <ul className="flex max-w-[76ch] list-disc flex-col gap-1 pl-4 text-muted">
      <li>
        A client reads what its token’s owner may read: titles, descriptions, comments, console lines, requests with
        their captured bodies, screenshots. Its maker’s model receives that text.
      </li>
      <li>Secrets masked at capture stay masked. Cookie values are not served over MCP.</li>
      <li>
        Captured text is labelled as untrusted for the model, and every call is written to the audit log with client and
        key.
      </li>
      <li>A token works in this workspace only. Revoking it under API keys ends access at once.</li>
    </ul>
  );
}
