import type { Presenter } from "./presenter.ts";

/** A window of the replay, and a link to all of it for what does not fit. */
export const replayRaw: Presenter = {
  blocks: ({ key, download_url }) => [
    {
      type: "resource_link",
      uri: String(download_url),
      name: `Replay of ${String(key)}`,
      mimeType: "application/gzip",
      description: "The whole sanitised replay: gzip of JSON, with the same credential",
    },
  ],
};
