"use client";
import { Sheet } from "@hawkmoth/ui/sheet";
import { Sidebar } from "./sidebar.tsx";

export default function PhoneMenu({ needsYou, onClose }: { needsYou: number; onClose: () => void }) {
  return (
    <Sheet open onOpenChange={onClose} title="Menu" side="left" hasVisibleTitle={false} className="w-70">
      <Sidebar needsYou={needsYou} />
    </Sheet>
  );
}
