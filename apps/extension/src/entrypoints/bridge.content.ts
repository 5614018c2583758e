import { defineContentScript } from "wxt/utils/define-content-script";
import { openBridge } from "../bridge/open-bridge.ts";

export default defineContentScript({
  matches: ["http://localhost/*", "http://127.0.0.1/*"],
  runAt: "document_start",
  main: openBridge,
});
