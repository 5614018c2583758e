/** What the console of a shop looks like on a normal day. */
export function makeNoise(): void {
  console.info("[shop] boot 2026.5.1 (rev 4f2a91bc)");
  console.debug("[flags]", { new_checkout: true, wishlist: false, volume_prices: "v2" });
  console.warn("[analytics] consent missing, events are queued");
  let dropped = 2;
  window.setInterval(() => {
    dropped += 1;
    console.warn(`[analytics] queue full, ${dropped} events dropped`);
  }, 7000);
}
