"use client";
import * as RadixDialog from "radix-ui/dialog";
import { useState } from "react";

/**
 * The panel of a dialog. It gives focus back to whatever had it: most of our dialogs are opened by a key or from a menu
 * and have no trigger, to which Radix alone would return.
 */
export function DialogContent(props: RadixDialog.DialogContentProps) {
  const [opener] = useState(() => document.activeElement);
  const giveBack = (event: Event) => {
    if (!(opener instanceof HTMLElement) || !opener.isConnected || opener === document.body) return;
    event.preventDefault();
    opener.focus({ preventScroll: true });
  };
  return <RadixDialog.Content {...props} onCloseAutoFocus={giveBack} />;
}
