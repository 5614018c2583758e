/** Nodes as rrweb serialises them: 0 document, 1 doctype, 2 element, 3 text. */
export type PageNode =
  | { type: 0; childNodes: PageNode[]; id: number }
  | { type: 1; name: string; publicId: string; systemId: string; id: number }
  | { type: 2; tagName: string; attributes: Record<string, string | boolean>; childNodes: PageNode[]; id: number }
  | { type: 3; textContent: string; id: number };

type Attributes = Record<string, string | boolean>;
type Child = PageNode | string;

/** Builds pages and remembers the ids of the nodes that steps are about, by their `id` attribute. */
export class PageBuilder {
  #last = 0;
  readonly #ids = new Map<string, number>();
  readonly #texts = new Map<string, number>();

  /** An element. The text inside one with an `id` attribute can be changed later. */
  h(tagName: string, attributes: Attributes, ...children: Child[]): PageNode {
    const id = this.#take();
    const name = typeof attributes["id"] === "string" ? attributes["id"] : null;
    if (name !== null) this.#ids.set(name, id);
    const childNodes = children.map((child) => (typeof child === "string" ? this.#text(child, name) : child));
    return { type: 2, tagName, attributes, childNodes, id };
  }

  document(style: string, title: string, body: PageNode): PageNode {
    const doctype: PageNode = { type: 1, name: "html", publicId: "", systemId: "", id: this.#take() };
    const head = this.h("head", {}, this.h("title", {}, title), this.h("style", { _cssText: style }));
    const html = this.h("html", { lang: "en" }, head, body);
    return { type: 0, childNodes: [doctype, html], id: this.#take() };
  }

  /** Id of an element by its `id` attribute. */
  idOf(name: string): number {
    return this.#ids.get(name) ?? 0;
  }

  /** Id of the text inside such an element. */
  textOf(name: string): number {
    return this.#texts.get(name) ?? 0;
  }

  #take(): number {
    this.#last += 1;
    return this.#last;
  }

  #text(textContent: string, parent: string | null): PageNode {
    const id = this.#take();
    if (parent !== null) this.#texts.set(parent, id);
    return { type: 3, textContent, id };
  }
}

const VOID = new Set(["input", "img", "br", "meta"]);

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** The same page as HTML, to take its screenshot. */
export function toHtml(node: PageNode): string {
  switch (node.type) {
    case 0:
      return node.childNodes.map(toHtml).join("");
    case 1:
      return "<!doctype html>";
    case 3:
      return escapeText(node.textContent);
    case 2: {
      const { _cssText: style, ...attributes } = node.attributes;
      const text = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeText(String(value))}"`);
      const inner = typeof style === "string" ? style : node.childNodes.map(toHtml).join("");
      return `<${node.tagName}${text.join("")}>${VOID.has(node.tagName) ? "" : `${inner}</${node.tagName}>`}`;
    }
  }
}
