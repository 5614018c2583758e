import { scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { methodOf, natives } from "../natives.ts";
import { type HookContext, quietly } from "./hook.ts";

/** Records where the page went: its own load, history entries made by script, back and forward, fragments. */
export function hookNavigation(context: HookContext): void {
  let last = "";
  const record = () =>
    quietly(() => {
      if (location.href === last) return;
      last = location.href;
      const url = scrubUrl(last, context.policy.current.privacy_mode);
      context.onHits(url.hits);
      context.sink({
        kind: "action",
        entry: { at_ms: natives.now(), kind: "navigate", url: url.text.slice(0, 4096) },
      });
    });
  const pushState = methodOf(history, "pushState");
  const replaceState = methodOf(history, "replaceState");
  history.pushState = function (this: History, ...args: Parameters<History["pushState"]>): void {
    natives.apply(pushState, this, args);
    record();
  };
  history.replaceState = function (this: History, ...args: Parameters<History["replaceState"]>): void {
    natives.apply(replaceState, this, args);
    record();
  };
  addEventListener("popstate", record, true);
  addEventListener("hashchange", record, true);
  record();
}
