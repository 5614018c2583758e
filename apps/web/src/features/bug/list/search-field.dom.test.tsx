import { act } from "react";
import { type Root, createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type BugFilters, NO_FILTERS } from "../filters.ts";
import { SearchField } from "./search-field.tsx";

let root: Root;
let container: HTMLDivElement;
const asked: Partial<BugFilters>[] = [];

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers();
  asked.length = 0;
  container = document.body.appendChild(document.createElement("div"));
  root = createRoot(container);
});

afterEach(() => {
  act(() => root.unmount());
  container.remove();
  vi.useRealTimers();
});

const show = (q: string) =>
  act(() =>
    root.render(
      <SearchField
        filters={{ ...NO_FILTERS, q }}
        onChange={(change) => void asked.push(change)}
        inputRef={{ current: container.querySelector("input") }}
      />,
    ),
  );

function field(): HTMLInputElement {
  const input = container.querySelector("input");
  if (!input) throw new Error("no field");
  return input;
}

function type(text: string) {
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field(), text);
    field().dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const pause = () =>
  act(() => {
    vi.advanceTimersByTime(300);
  });

test("what is typed while the URL lags behind is not undone", () => {
  show("");
  type("cou");
  pause();
  type("coupon");
  show("cou");
  expect(field().value).toBe("coupon");
  pause();
  expect(asked).toEqual([{ q: "cou" }, { q: "coupon" }]);
});

test("a search that is cleared elsewhere clears the field", () => {
  show("coupon");
  expect(field().value).toBe("coupon");
  show("");
  expect(field().value).toBe("");
  pause();
  expect(asked).toEqual([]);
});

test("Enter turns fields into filters at once and leaves the words", () => {
  show("");
  type("priority:high coupon");
  act(() => {
    field().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
  expect(asked).toEqual([{ priority: ["HIGH"], q: "coupon" }]);
  expect(field().value).toBe("coupon");
});
