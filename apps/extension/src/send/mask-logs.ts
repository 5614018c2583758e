import { MASK } from "@hawkmoth/capture/masking/attributes";
import type { ActionEntry, CaptureLogs } from "@hawkmoth/domain/capture/bundle";
import { scrubHeaders, scrubProse, scrubUrl } from "@hawkmoth/domain/capture/scrub";
import { isLooser } from "@hawkmoth/domain/project/privacy-order";
import type { PrivacyMode } from "@hawkmoth/domain/project/schema";

/** Logs as the recorder would have written them under a project's mode, when they were recorded under a looser one. */
export function maskLogs(logs: CaptureLogs, mode: PrivacyMode): CaptureLogs {
  if (!isLooser(logs.meta.privacy_mode, mode)) return logs;
  const url = (text: string) => scrubUrl(text, mode).text;
  const prose = (text: string) => scrubProse(text, mode).text;
  const optional = (text: string | null, clean: (text: string) => string) => (text === null ? null : clean(text));
  const { meta } = logs;
  return {
    ...logs,
    meta: {
      ...meta,
      privacy_mode: mode,
      url: url(meta.url),
      referrer: url(meta.referrer),
      title: mode === "STRICT" ? MASK : meta.title,
    },
    console: logs.console.map((entry) => ({
      ...entry,
      text: prose(entry.text),
      stack: optional(entry.stack, prose),
      url: optional(entry.url, url),
    })),
    errors: logs.errors.map((entry) => ({
      ...entry,
      message: prose(entry.message),
      stack: optional(entry.stack, prose),
      source: optional(entry.source, url),
    })),
    network: logs.network.map((entry) => ({
      ...entry,
      url: url(entry.url),
      error: optional(entry.error, prose),
      request_headers: scrubHeaders(entry.request_headers, mode).headers,
      response_headers: scrubHeaders(entry.response_headers, mode).headers,
    })),
    actions: logs.actions.map((action) => maskAction({ ...action, url: url(action.url) }, mode)),
  };
}

/** Outside of MINIMAL no typed value is kept; STRICT keeps no word of the page either. */
function maskAction(action: ActionEntry, mode: PrivacyMode): ActionEntry {
  const target =
    action.target && mode === "STRICT"
      ? { ...action.target, name: null, label: null, placeholder: null }
      : action.target;
  const isTyped = action.kind === "fill" || action.kind === "select";
  return { ...action, target, ...(isTyped ? { value: null, is_masked: true } : {}) };
}
