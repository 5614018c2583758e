import manifest from "../package.json" with { type: "json" };

/** Version of the published package and of both servers. */
export const VERSION: string = manifest.version;
