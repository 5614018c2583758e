import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CopyButton } from "./copy-button.tsx";

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  document.body.innerHTML = "<div id=root></div>";
});

afterEach(() => {
  Reflect.deleteProperty(navigator, "clipboard");
});

async function press(clipboard: unknown): Promise<string> {
  Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
  const container = document.querySelector("#root");
  if (!container) throw new Error("no root");
  const root = createRoot(container);
  await act(async () => root.render(<CopyButton text="hm_key_1">Copy key</CopyButton>));
  await act(async () => container.querySelector("button")?.click());
  const shown = container.textContent;
  await act(async () => root.unmount());
  return shown;
}

test("a browser without a clipboard, as on a page without TLS, does not pretend to have copied", async () => {
  expect(await press(undefined)).toBe("Select and copy it by hand");
});

test("what was copied is said", async () => {
  const written: string[] = [];
  expect(await press({ writeText: async (text: string) => void written.push(text) })).toBe("Copied");
  expect(written).toEqual(["hm_key_1"]);
});
