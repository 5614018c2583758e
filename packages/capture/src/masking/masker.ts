import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { addHits, scrubText } from "@hawkmoth/domain/capture/secret-shapes";
import type { eventWithTime, incrementalData, mutationData } from "@rrweb/types";
import { isElement } from "../dom.ts";
import type { RecorderPolicy } from "../policy.ts";
import { MASK, maskAttribute } from "./attributes.ts";
import { maskCss } from "./css.ts";
import { isField, isSecretField, isValueMasked } from "./fields.ts";
import { type MaskContext, maskText, maskTree, parentTagOf, placeOf } from "./nodes.ts";
import { OPEN_ZONE, Zones } from "./zones.ts";

/** Numbers of rrweb's protocol, spelled here because importing its enums would bring its whole module. */
const TYPE = { full_snapshot: 2, incremental: 3, meta: 4 } as const;
const SOURCE = { mutation: 0, input: 5, canvas: 9, font: 10, selection: 14 } as const;

/**
 * The privacy pass over every rrweb event, before anything is buffered. rrweb's own masking leaks in many places
 * (attributes, titles, URLs, lengths), so nothing is left to it. Masks have one length; repeated masked typing is
 * dropped, because the number of events would tell the length.
 */
export class Masker {
  readonly zones: Zones;
  readonly #policy: RecorderPolicy;
  readonly #context: MaskContext;
  readonly #lastMasked = new Map<number, string>();

  constructor(policy: RecorderPolicy, nodeOf: (id: number) => Node | null, hits: Record<string, number>) {
    this.#policy = policy;
    this.zones = new Zones(policy);
    this.#context = { mode: policy.privacy_mode, zones: this.zones, nodeOf, hits };
  }

  /** Masks an event in place. @returns null when the event must not be kept at all. */
  mask(event: eventWithTime): eventWithTime | null {
    this.zones.forget();
    if (event.type === TYPE.incremental) return this.#maskIncremental(event.data) ? event : null;
    if (event.type === TYPE.full_snapshot) {
      maskTree(event.data.node, OPEN_ZONE, this.#context);
      this.#lastMasked.clear();
    } else if (event.type === TYPE.meta) event.data.href = this.#url(event.data.href);
    else if (event.type > TYPE.meta) return null;
    return event;
  }

  #url(url: string): string {
    const scrubbed = scrubUrl(url, this.#policy.privacy_mode);
    addHits(this.#context.hits, scrubbed.hits);
    return scrubbed.text;
  }

  #scrubbed(text: string): string {
    const scrubbed = scrubText(text);
    addHits(this.#context.hits, scrubbed.hits);
    return scrubbed.text;
  }

  #maskIncremental(data: incrementalData): boolean {
    if (data.source === SOURCE.mutation) return this.#maskMutation(data);
    if (data.source === SOURCE.input) return this.#maskInput(data);
    // Pictures are not recorded, and the offsets of a selection count characters of masked text.
    if (data.source === SOURCE.canvas || data.source === SOURCE.font || data.source === SOURCE.selection) return false;
    if (data.source > SOURCE.input) this.#maskStyles(data);
    return true;
  }

  #maskMutation(data: mutationData): boolean {
    for (const added of data.adds) {
      const parent = this.#context.nodeOf(added.parentId);
      maskTree(added.node, this.zones.of(parent), this.#context);
    }
    data.texts = data.texts.filter((text) => this.#maskTextMutation(text));
    data.attributes = data.attributes.filter((change) => this.#maskAttributeMutation(change));
    return data.adds.length + data.removes.length + data.texts.length + data.attributes.length > 0;
  }

  #maskTextMutation(text: { id: number; value: string | null }): boolean {
    if (text.value === null || text.value === "") {
      this.#lastMasked.delete(text.id);
      return true;
    }
    const node = this.#context.nodeOf(text.id);
    const parentTag = parentTagOf(node);
    const place = { zone: this.zones.of(node), parentTag, isStyle: parentTag === "style" };
    text.value = maskText(text.value, place, this.#context);
    return text.value !== MASK || this.#isNews(text.id, MASK);
  }

  #maskAttributeMutation(change: { id: number; attributes: Record<string, unknown> }): boolean {
    const node = this.#context.nodeOf(change.id);
    const element = isElement(node) ? node : null;
    if (element && isField(element)) isSecretField(element);
    const known = { tag: element?.localName ?? "", zone: this.zones.of(element), isSvg: element?.namespaceURI === SVG };
    const place = placeOf(element, known, this.#policy.privacy_mode);
    for (const [name, value] of Object.entries(change.attributes)) {
      if (typeof value === "string")
        change.attributes[name] = maskAttribute(name, value, { place, hits: this.#context.hits });
      else if (typeof value === "object" && value !== null) this.#maskStyles(value);
    }
    return true;
  }

  #maskInput(data: { id: number; text: string; isChecked: boolean }): boolean {
    const node = this.#context.nodeOf(data.id);
    const element = isElement(node) ? node : null;
    if (element && !isValueMasked(element, this.zones.of(element), this.#policy.privacy_mode)) {
      data.text = this.#scrubbed(data.text);
      return true;
    }
    if (data.text !== "") {
      data.text = MASK;
      addHits(this.#context.hits, { input_value: 1 });
    }
    return this.#isNews(data.id, `${data.text}${data.isChecked}`);
  }

  #isNews(id: number, state: string): boolean {
    if (this.#lastMasked.get(id) === state) return false;
    this.#lastMasked.set(id, state);
    return true;
  }

  /** Walks any style payload of rrweb and scrubs each text in it that holds a URL. */
  #maskStyles(value: object): void {
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === "string" && item.includes("url(")) {
        const css = maskCss(item, { mode: this.#policy.privacy_mode, isHidden: false }, this.#context.hits);
        Reflect.set(value, key, css);
      } else if (typeof item === "object" && item !== null) this.#maskStyles(item);
    }
  }
}

const SVG = "http://www.w3.org/2000/svg";
