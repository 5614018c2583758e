"use client";
import { Checkbox } from "@hawkmoth/ui/checkbox";
import { Dialog } from "@hawkmoth/ui/dialog";
import { Kbd } from "@hawkmoth/ui/kbd";
import { useState } from "react";
import { SHORTCUT_GROUPS } from "./shortcut-list.ts";
import { areSingleKeysOn, setSingleKeys } from "./single-keys.ts";

export default function KeySheet({ onClose }: { onClose: () => void }) {
  const [isOn, setIsOn] = useState(areSingleKeysOn);
  const change = (wanted: boolean) => {
    setSingleKeys(wanted);
    setIsOn(wanted);
  };
  return (
    <Dialog open onOpenChange={onClose} title="Keyboard shortcuts" className="max-w-2xl">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {SHORTCUT_GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1 text-xs font-medium text-muted">{group.title}</h3>
            <dl>
              {group.items.map((item) => (
                <div
                  key={item.keys}
                  className="flex h-7 items-center justify-between border-b border-line last:border-0"
                >
                  <dt>{item.does}</dt>
                  <dd>
                    <Kbd keys={item.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="mt-5">
        <Checkbox
          checked={isOn}
          onCheckedChange={change}
          label="Single-key shortcuts"
          hint="Turn them off if dictation or a switch device types for you. Shortcuts with a modifier stay."
        />
      </div>
    </Dialog>
  );
}
