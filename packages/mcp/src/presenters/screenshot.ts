import type { Presenter } from "./presenter.ts";

const IMAGE_TYPE = /^image\/(?:png|jpeg|webp|gif)$/;

/** The screenshot as an image block behind its measures. */
export const screenshot: Presenter = {
  untrusted: ["image"],
  blocks: (_value, { data_base64, content_type }) => [
    {
      type: "image",
      data: String(data_base64),
      mimeType: typeof content_type === "string" && IMAGE_TYPE.test(content_type) ? content_type : "image/png",
    },
  ],
};
