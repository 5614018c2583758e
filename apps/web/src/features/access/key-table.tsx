"use client";
import type { ApiKey } from "@hawkmoth/domain/access/schema";
import { Avatar } from "@hawkmoth/ui/avatar";
import { Badge } from "@hawkmoth/ui/badge";
import { RelativeTime } from "@hawkmoth/ui/relative-time";
import { absoluteTime } from "@hawkmoth/ui/time-text";
import { RevokeKeyButton } from "./revoke-key-button.tsx";

const HEAD = "px-3 py-2 text-left text-2xs font-normal text-faint first:pl-4 md:first:pl-6";
const CELL = "px-3 py-2 align-top first:pl-4 md:first:pl-6";

export function KeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const inUse = keys.filter((key) => key.revoked_at === null);
  const revoked = keys.filter((key) => key.revoked_at !== null);
  return (
    <table className="w-full border-collapse">
      <thead className="border-b border-line">
        <tr>
          <th scope="col" className={HEAD}>
            Key
          </th>
          <th scope="col" className={HEAD}>
            Acts as
          </th>
          <th scope="col" className={`${HEAD} max-lg:hidden`}>
            Scopes
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            Last used
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            Expires
          </th>
          <th scope="col" className="w-20">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {[...inUse, ...revoked].map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </tbody>
    </table>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const isRevoked = apiKey.revoked_at !== null;
  return (
    <tr
      data-key={apiKey.name}
      className={isRevoked ? "border-b border-line text-faint" : "border-b border-line hover:bg-hover"}
    >
      <td className={CELL}>
        <p className="font-medium">{apiKey.name}</p>
        <p className="font-mono text-2xs text-muted">{apiKey.prefix}…</p>
      </td>
      <td className={CELL}>
        {apiKey.kind === "PUBLISHABLE" ? (
          <Badge>Publishable, reports only</Badge>
        ) : (
          <span className="flex items-center gap-2">
            <Avatar name={apiKey.principal_name ?? "?"} kind={apiKey.principal_type === "AGENT" ? "agent" : "person"} />
            {apiKey.principal_name}
          </span>
        )}
      </td>
      <td className={`${CELL} max-w-80 max-lg:hidden`}>
        <span className="font-mono text-2xs leading-4 text-muted">{apiKey.scopes.join(" ")}</span>
      </td>
      <td className={`${CELL} text-muted max-md:hidden`}>
        {apiKey.last_used_at ? <RelativeTime iso={apiKey.last_used_at} suffix="ago" /> : "never"}
      </td>
      <td className={`${CELL} text-muted max-md:hidden`}>
        {apiKey.expires_at ? (
          <span title={absoluteTime(apiKey.expires_at)}>{absoluteTime(apiKey.expires_at).split(",")[0]}</span>
        ) : (
          "never"
        )}
      </td>
      <td className="py-1.5 pr-4 text-right md:pr-6">
        {isRevoked ? <Badge>Revoked</Badge> : <RevokeKeyButton apiKey={apiKey} />}
      </td>
    </tr>
  );
}
