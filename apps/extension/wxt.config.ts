import { slimRecorder } from "@hawkmoth/capture/build/slim-recorder";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import sharp from "sharp";
import { defineConfig } from "wxt";
import { markSvg } from "./src/icon/mark.ts";

/** The demo shop and everything else on this machine; further sites are granted one by one, or all at once. */
const LOCAL_SITES = ["http://localhost/*", "http://127.0.0.1/*"];
const ICON_SIZES = [16, 32, 48, 128];

export default defineConfig({
  srcDir: "src",
  imports: false,
  vite: () => ({ plugins: [slimRecorder(), react(), tailwindcss()] }),
  manifest: ({ browser }) => ({
    name: "Hawkmoth",
    description: "Turns what just went wrong on this page into a bug with its replay, console and network.",
    permissions: ["activeTab", "scripting", "storage", "unlimitedStorage", "alarms"],
    host_permissions: LOCAL_SITES,
    optional_host_permissions: ["http://*/*", "https://*/*"],
    action: { default_title: "Report a bug on this page", default_icon: iconPaths() },
    icons: iconPaths(),
    options_ui: { page: "connect.html", open_in_tab: true },
    commands: { _execute_action: { suggested_key: { default: "Alt+Shift+B" } } },
    ...(browser === "firefox"
      ? {
          browser_specific_settings: {
            gecko: {
              id: "capture@hawkmoth.dev",
              strict_min_version: "128.0",
              data_collection_permissions: { required: ["none"] },
            },
          },
        }
      : { minimum_chrome_version: "120" }),
  }),
  hooks: {
    "build:publicAssets": async (wxt, files) => {
      for (const size of ICON_SIZES) {
        const absoluteSrc = `${wxt.config.wxtDir}/icon-${size}.png`;
        await sharp(new TextEncoder().encode(markSvg(size)))
          .png({ compressionLevel: 9 })
          .toFile(absoluteSrc);
        files.push({ absoluteSrc, relativeDest: `icon/${size}.png` });
      }
    },
  },
});

function iconPaths(): Record<string, string> {
  return Object.fromEntries(ICON_SIZES.map((size) => [String(size), `icon/${size}.png`]));
}
