import type { ActionEntry, ActionKind, CaptureLogs, ReplayEvent } from "@hawkmoth/domain/capture/bundle";
import { BUNDLE_VERSION, CAPTURE_LIMITS } from "@hawkmoth/domain/capture/limits";
import { ReplayNodes } from "./replay-nodes.ts";
import { isObject, objectsOf, type JsonObject } from "./sanitise/json-nodes.ts";

/** Kinds of events and of increments, as rrweb numbers them. */
const FULL_SNAPSHOT = 2;
const INCREMENT = 3;
const META = 4;
const SOURCE = { MUTATION: 0, MOUSE: 2, INPUT: 5 } as const;
const CLICK = 2;
const DAY_MS = 86_400_000;

/**
 * What a recording tells by itself when no logs came with it: the page, how long it took, and the steps. Takes
 * sanitised events in order of time.
 */
export class ReplaySession {
  #nodes = new ReplayNodes();
  #actions: ActionEntry[] = [];
  #first_ms: number | null = null;
  #last_ms = 0;
  #url = "";
  #title = "";
  #viewport = { width: 0, height: 0 };

  /** Takes the next event. */
  read({ type, data, timestamp }: ReplayEvent): void {
    this.#first_ms ??= timestamp;
    this.#last_ms = timestamp;
    if (!isObject(data)) return;
    if (type === META) this.#readMeta(data, timestamp);
    if (type === FULL_SNAPSHOT && isObject(data.node)) {
      this.#nodes.reset(data.node);
      this.#title = this.#nodes.title();
    }
    if (type === INCREMENT) this.#readIncrement(data, timestamp);
  }

  /** The session in the shape of a log part; empty text and zero stand for what a replay doesn't tell. */
  logs(): CaptureLogs {
    const duration_ms = Math.max(0, this.#last_ms - (this.#first_ms ?? 0));
    return {
      meta: {
        version: BUNDLE_VERSION,
        epoch_ms: this.#first_ms ?? 0,
        duration_ms,
        url: this.#url,
        title: this.#title,
        referrer: "",
        user_agent: "",
        language: "",
        languages: [],
        time_zone: "",
        platform: "",
        viewport: this.#viewport,
        screen: { width: 0, height: 0 },
        device_pixel_ratio: 0,
        connection: null,
        online: true,
        app_version: null,
        environment: null,
        recorder: { name: "rrweb", version: "" },
        privacy_mode: "MODERATE",
      },
      console: [],
      network: [],
      errors: [],
      actions: this.#actions.filter(({ at_ms }) => at_ms <= DAY_MS).slice(-CAPTURE_LIMITS.max_actions),
      receipt: [],
    };
  }

  #readMeta(data: JsonObject, timestamp: number): void {
    const { href, width, height } = data;
    if (typeof width === "number" && typeof height === "number") this.#viewport = { width, height };
    if (typeof href !== "string" || href === this.#url) return;
    this.#url = href.slice(0, 4096);
    this.#add(timestamp, "navigate", {});
  }

  #readIncrement(data: JsonObject, timestamp: number): void {
    if (data.source === SOURCE.MUTATION) this.#readMutation(data);
    else if (data.source === SOURCE.MOUSE && data.type === CLICK) this.#click(data.id, timestamp);
    else if (data.source === SOURCE.INPUT) this.#input(data, timestamp);
  }

  #readMutation(data: JsonObject): void {
    for (const { node, parentId } of objectsOf(data.adds))
      if (isObject(node) && typeof parentId === "number") this.#nodes.add(node, parentId);
    for (const { id, value } of objectsOf(data.texts))
      this.#nodes.change(id, { text: typeof value === "string" ? value : "" });
    for (const { id, attributes } of objectsOf(data.attributes))
      if (isObject(attributes)) this.#nodes.change(id, { attributes });
  }

  #click(id: unknown, timestamp: number): void {
    this.#add(timestamp, "click", { target: this.#nodes.target(id) });
  }

  #input({ id, text, isChecked }: JsonObject, timestamp: number): void {
    const target = this.#nodes.target(id);
    if (target?.input_type === "checkbox" || target?.input_type === "radio") {
      this.#add(timestamp, isChecked === true ? "check" : "uncheck", { target });
      return;
    }
    const given = typeof text === "string" ? text : "";
    // rrweb puts an asterisk in place of each character that it masks.
    const is_masked = /^\*+$/.test(given);
    const value = is_masked ? null : given.slice(0, 2000);
    this.#add(timestamp, target?.tag === "select" ? "select" : "fill", { target, value, is_masked });
  }

  #add(timestamp: number, kind: ActionKind, more: Partial<ActionEntry>): void {
    const at_ms = timestamp - (this.#first_ms ?? timestamp);
    const action = { at_ms, kind, url: this.#url, target: null, value: null, is_masked: false, key: null, ...more };
    this.#actions.push(action);
    if (this.#actions.length > 2 * CAPTURE_LIMITS.max_actions) this.#actions.splice(0, CAPTURE_LIMITS.max_actions);
  }
}
