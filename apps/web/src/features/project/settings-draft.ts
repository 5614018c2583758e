import type { Project, UpdateProjectInput } from "@hawkmoth/domain/project/schema";
import { CapturePolicy } from "@hawkmoth/domain/project/schema";
import { z } from "zod";
import { joinLines, splitLines } from "./lines.ts";

/** The settings of a project as their form holds them: lists as lines of text. */
const SettingsValues = z.object({
  origins: z.string(),
  masks: z.string(),
  blocks: z.string(),
  privacy_mode: CapturePolicy.shape.privacy_mode,
  capture_bodies: z.boolean(),
  cookies: CapturePolicy.shape.cookies,
  window_s: z.number(),
  is_locked_down: z.boolean(),
});
export type SettingsValues = z.infer<typeof SettingsValues>;

export function settingsOf({ allowed_origins, capture_policy, is_locked_down }: Project): SettingsValues {
  const { privacy_mode, capture_bodies, cookies, window_s } = capture_policy;
  return {
    origins: joinLines(allowed_origins),
    masks: joinLines(capture_policy.mask_selectors),
    blocks: joinLines(capture_policy.block_selectors),
    privacy_mode,
    capture_bodies,
    cookies,
    window_s,
    is_locked_down,
  };
}

/** The call that stores the settings. Lockdown goes along only when it was switched: off by a click is off for good. */
export function toUpdateInput(project: Project, values: SettingsValues): UpdateProjectInput {
  const { origins, masks, blocks, is_locked_down, ...policy } = values;
  return {
    project_id: project.id,
    allowed_origins: splitLines(origins),
    capture_policy: { ...policy, mask_selectors: splitLines(masks), block_selectors: splitLines(blocks) },
    ...(is_locked_down === project.is_locked_down ? {} : { is_locked_down }),
  };
}

/** Reads a kept draft: only the fields that the person changed, so that the others follow what others save. */
export function readSettings(text: string | null): Partial<SettingsValues> {
  if (text === null) return {};
  try {
    return SettingsValues.partial().parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** The fields that differ from what is stored, as a draft; null when none does. */
export function changedSettings(stored: SettingsValues, values: SettingsValues): string | null {
  const changed = Object.entries(values).filter(([field, value]) => Reflect.get(stored, field) !== value);
  return changed.length === 0 ? null : JSON.stringify(Object.fromEntries(changed));
}
