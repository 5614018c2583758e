const STORAGE_KEY = "hawkmoth.single-keys";

/** People who dictate or use switch access can turn shortcuts of one plain key off (WCAG 2.1.4). */
export function areSingleKeysOn(): boolean {
  return localStorage.getItem(STORAGE_KEY) !== "off";
}

export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(STORAGE_KEY, isOn ? "on" : "off");
}
