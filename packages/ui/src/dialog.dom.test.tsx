import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";
import { CommandDialog } from "./command-dialog.tsx";
import { Dialog } from "./dialog.tsx";

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);

function openOver(dialog: ReactNode): { opener: HTMLButtonElement; close: () => void } {
  const opener = document.body.appendChild(document.createElement("button"));
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  opener.focus();
  act(() => root.render(dialog));
  return { opener, close: () => act(() => root.render(null)) };
}

const nothing = () => undefined;

test("a dialog without a trigger takes the focus and gives it back to what had it", async () => {
  const { opener, close } = openOver(
    <Dialog open onOpenChange={nothing} title="Keys">
      <input aria-label="Inside" />
    </Dialog>,
  );
  expect(document.activeElement).not.toBe(opener);
  close();
  await vi.waitFor(() => expect(document.activeElement).toBe(opener));
});

test("a list over the page gives the focus back as well", async () => {
  const { opener, close } = openOver(
    <CommandDialog title="Search" onClose={nothing}>
      <input autoFocus aria-label="Inside" />
    </CommandDialog>,
  );
  expect(document.activeElement).not.toBe(opener);
  close();
  await vi.waitFor(() => expect(document.activeElement).toBe(opener));
});
