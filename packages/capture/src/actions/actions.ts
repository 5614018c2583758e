import type { ActionKind } from "@hawkmoth/domain/capture/bundle";
import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import { isElement } from "../dom.ts";
import type { ActionFact } from "../entry.ts";
import { type HookContext, quietly } from "../hooks/hook.ts";
import { fieldType, isSecretField, isToggle } from "../masking/fields.ts";
import type { Zones } from "../masking/zones.ts";
import { natives } from "../natives.ts";
import { describeTarget, meantElement } from "./target.ts";

const KEYS = /^(?:Enter|Escape|Tab|Arrow(?:Up|Down|Left|Right))$/;

/** The steps of the user. Typing is held back and written once per field, when something else happens. */
export interface ActionRecorder {
  /** Writes what is held back. */
  flush: () => void;
}

interface HeldFill {
  element: Element;
  entry: ActionFact;
}

/** Records trusted clicks, typing, choices and control keys, with the element described at the moment it happens. */
export function recordActions(context: HookContext, zonesOf: () => Zones): ActionRecorder {
  const recorder = new Actions(context, zonesOf);
  const types = ["click", "input", "change", "keydown"] as const;
  const listener = (event: Event) => {
    if (event.isTrusted) quietly(() => recorder.take(event));
  };
  for (const type of types) addEventListener(type, listener, { capture: true, passive: true });
  return recorder;
}

class Actions {
  readonly #context: HookContext;
  readonly #zonesOf: () => Zones;
  #held: HeldFill | null = null;
  /** The field whose masked typing was written last: more of it would only tell how long the text is. */
  #lastMasked: Element | null = null;

  constructor(context: HookContext, zonesOf: () => Zones) {
    this.#context = context;
    this.#zonesOf = zonesOf;
  }

  take(event: Event): void {
    const hit = event.composedPath()[0];
    if (!isElement(hit)) return;
    this.#zonesOf().forget();
    if (event.type === "click") this.#click(hit);
    else if (event.type === "input") this.#input(hit);
    else if (event.type === "change") this.#change(hit);
    else if (event instanceof KeyboardEvent && KEYS.test(event.key) && !event.isComposing) this.#press(hit, event.key);
  }

  flush(): void {
    if (!this.#held) return;
    const { element, entry } = this.#held;
    this.#held = null;
    if (entry.is_masked && this.#lastMasked === element) return;
    this.#lastMasked = entry.is_masked ? element : null;
    this.#context.sink({ kind: "action", entry });
  }

  #click(hit: Element): void {
    const element = meantElement(hit);
    if (isToggle(element) || (element.localName === "label" && element.querySelector("input,select,textarea"))) return;
    this.#write(element, { kind: "click" });
  }

  #input(element: Element): void {
    if (isToggle(element) || element.localName === "select" || fieldType(element) === "file") return;
    const field = element.closest("[contenteditable]") ?? element;
    if (this.#held?.element !== field) this.flush();
    const entry = this.#held?.entry ?? this.#entryOf(field, "fill");
    this.#held = { element: field, entry: { ...entry, ...this.#valueOf(field) } };
  }

  #change(element: Element): void {
    if (isToggle(element)) this.#write(element, { kind: element.checked ? "check" : "uncheck" });
    else if (element.localName === "select") this.#write(element, { kind: "select", ...this.#valueOf(element) });
  }

  #press(hit: Element, key: string): void {
    this.#write(meantElement(hit), { kind: "press", key });
  }

  #write(element: Element, step: { kind: ActionKind; value?: string | null; is_masked?: boolean; key?: string }): void {
    this.flush();
    if (step.kind !== "press") this.#lastMasked = null;
    this.#context.sink({ kind: "action", entry: { ...this.#entryOf(element, step.kind), ...step } });
  }

  #entryOf(element: Element, kind: ActionKind): ActionFact {
    const url = scrubUrl(location.href, this.#context.policy.current.privacy_mode);
    const naming = { zones: this.#zonesOf(), policy: this.#context.policy };
    return {
      at_ms: natives.now(),
      kind,
      url: url.text.slice(0, 4096),
      target: describeTarget(element, naming),
    };
  }

  #valueOf(element: Element): Pick<ActionFact, "value" | "is_masked"> {
    const { privacy_mode } = this.#context.policy.current;
    const isOpen = privacy_mode === "MINIMAL" && !isSecretField(element) && !this.#zonesOf().of(element).isHidden;
    if (!isOpen) {
      this.#context.onHits({ input_value: 1 });
      return { is_masked: true };
    }
    const text = "value" in element ? String(element.value) : (element.textContent ?? "");
    return { value: scrubText(text).text.slice(0, 2000) };
  }
}
