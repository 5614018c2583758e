import type { MetadataRoute } from "next";

/** What a browser needs to install the dashboard as an app. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Hawkmoth",
    short_name: "Hawkmoth",
    description: "A bug tracker that starts at the browser and ends at a verified fix.",
    start_url: "/",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#c2255c",
    icons: [{ src: "/icon.svg", type: "image/svg+xml", sizes: "any" }],
  };
}
