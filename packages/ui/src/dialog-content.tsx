"use client";
import * as RadixDialog from "radix-ui/dialog";
import { useState } from "react";
import { isComposing } from "./keys.ts";

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
  const escape = (event: KeyboardEvent) => {
    // The Escape that drops a candidate of an input method does not close what one types into.
    if (isComposing(event)) event.preventDefault();
    else props.onEscapeKeyDown?.(event);
  };
  return <RadixDialog.Content {...props} onEscapeKeyDown={escape} onCloseAutoFocus={giveBack} />;
}
