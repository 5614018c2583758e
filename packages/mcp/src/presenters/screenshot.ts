import type { Presenter } from "./presenter.ts";

/** The screenshot as an image block behind its measures. */
export const screenshot: Presenter = {
  untrusted: ["image"],
  blocks: (_value, raw) => [{ type: "image", data: String(raw["data_base64"]), mimeType: String(raw["content_type"]) }],
};
