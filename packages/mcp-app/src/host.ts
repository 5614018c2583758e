import { type Bridge, openBridge, recordOf } from "./bridge.ts";

const PROTOCOL = "2026-01-26";

/** What the page does for its host. */
export interface AppParts {
  name: string;
  /** The result of the tool call that the page was opened for. May come more than once. */
  onResult: (result: Record<string, unknown>) => void;
  /** The call was stopped before it had a result. */
  onCancelled: () => void;
  /** The page is about to go. */
  onLeave: () => void;
}

/** Says hello to the host, takes on its look, keeps it told of the page's height, and hands results on. */
export async function joinHost(parts: AppParts): Promise<Bridge> {
  const bridge = openBridge({ own: window, host: window.parent });
  bridge.on("ui/notifications/tool-result", parts.onResult);
  bridge.on("ui/notifications/tool-cancelled", parts.onCancelled);
  bridge.on("ui/notifications/host-context-changed", wear);
  bridge.on("ping", () => ({}));
  bridge.on("ui/resource-teardown", () => {
    parts.onLeave();
    return {};
  });
  const hello = recordOf(
    await bridge.request("ui/initialize", {
      protocolVersion: PROTOCOL,
      appInfo: { name: parts.name, version: "1.0.0" },
      appCapabilities: {},
    }),
  );
  wear(recordOf(hello["hostContext"]));
  bridge.notify("ui/notifications/initialized", {});
  keepTold(bridge);
  return bridge;
}

/** The host's colours and fonts win over ours where it has them; its theme picks the side of each of ours. */
function wear(context: Record<string, unknown>): void {
  const { style } = document.documentElement;
  const theme = context["theme"];
  if (theme === "light" || theme === "dark") style.colorScheme = theme;
  const variables = recordOf(recordOf(context["styles"])["variables"]);
  for (const [name, value] of Object.entries(variables))
    if (name.startsWith("--") && typeof value === "string") style.setProperty(name, value);
}

function keepTold(bridge: Bridge): void {
  const tell = () => {
    const { width, height } = document.body.getBoundingClientRect();
    bridge.notify("ui/notifications/size-changed", { width: Math.ceil(width), height: Math.ceil(height) });
  };
  new ResizeObserver(tell).observe(document.body);
}
