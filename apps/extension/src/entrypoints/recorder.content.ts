import { recordPage } from "@hawkmoth/capture/bridge/record-page";
import { defineContentScript } from "wxt/utils/define-content-script";

export default defineContentScript({
  matches: ["http://localhost/*", "http://127.0.0.1/*"],
  runAt: "document_start",
  world: "MAIN",
  main: recordPage,
});
