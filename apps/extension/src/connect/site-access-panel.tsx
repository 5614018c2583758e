import { Button } from "@hawkmoth/ui/button";
import { Checkbox } from "@hawkmoth/ui/checkbox";
import { IconButton } from "@hawkmoth/ui/icon-button";
import { Input } from "@hawkmoth/ui/input";
import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { parseOrigin } from "../connection/connection-origin.ts";
import { ALL_SITES, grantedSites, isEverywhereGranted, requestSite, revokeSite } from "../connection/site-access.ts";

interface Access {
  sites: string[];
  isEverywhere: boolean;
}

async function readAccess(): Promise<Access> {
  const sites = (await grantedSites()).filter((site) => !/^https?:\/\/\*\//.test(site));
  return { sites, isEverywhere: await isEverywhereGranted() };
}

/** Which sites are recorded. Nothing leaves the browser from any of them before a report is sent. */
export function SiteAccess() {
  const [{ sites, isEverywhere }, setAccess] = useState<Access>({ sites: [], isEverywhere: false });
  const [address, setAddress] = useState("");
  useEffect(() => void readAccess().then(setAccess), []);
  const change = async (work: Promise<unknown>) => {
    await work;
    setAccess(await readAccess());
  };
  const origin = parseOrigin(address);
  return (
    <aside aria-labelledby="sites-title" className="flex min-w-0 flex-col gap-3">
      <div>
        <h2 id="sites-title" className="text-sm font-semibold">
          Sites it records
        </h2>
        <p className="mt-0.5 text-xs text-muted">
          The last two minutes stay in this browser and are overwritten. Only a report you send leaves it.
        </p>
      </div>
      <ul className="divide-y divide-line border-y border-line text-sm">
        <SiteRow site="localhost and 127.0.0.1" />
        {sites.map((site) => (
          <SiteRow key={site} site={site.replace(/\/\*$/, "")} onRemove={() => change(revokeSite(site))} />
        ))}
      </ul>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!origin) return;
          setAddress("");
          void change(requestSite(origin));
        }}
      >
        <Input
          aria-label="Site to record"
          placeholder="https://shop.example"
          spellCheck={false}
          className="font-mono"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" disabled={!origin || address.trim() === ""}>
          Record this site
        </Button>
      </form>
      <Checkbox
        label="Record on all sites"
        hint="Saves asking for each; you still review every report."
        checked={isEverywhere}
        onCheckedChange={(isOn) => change(isOn ? requestSite(ALL_SITES) : revokeSite(ALL_SITES))}
      />
    </aside>
  );
}

function SiteRow({ site, onRemove }: { site: string; onRemove?: () => void }) {
  return (
    <li className="flex h-9 items-center gap-2">
      <span className="min-w-0 flex-1 truncate font-mono text-xs">{site}</span>
      {onRemove ? (
        <IconButton size="sm" label={`Stop recording ${site}`} onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      ) : (
        <span className="text-xs text-muted">always</span>
      )}
    </li>
  );
}
