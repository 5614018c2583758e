const NIGHT = "#17181c";
const ROSE = "#f06595";
const OLIVE = "#a3b18a";

/**
 * The mark as an image of the given size: an elephant hawkmoth at rest, rose wings over an olive body, on night grey.
 * The smallest sizes leave out the feelers and the hind wings, which would only blur.
 */
export function markSvg(size_px: number): string {
  const isSmall = size_px <= 32;
  const details = isSmall
    ? ""
    : `<path d="M11.3 13.9c-2 1.9-3.9 3-5.8 3.5 2.200 1.800 4.500 1.700 5.800.2zM12.700 13.900c2 1.900 3.900 3 5.800 3.500-2.200 1.800-4.500 1.700-5.800.2z" fill="${ROSE}" opacity=".55"/>
       <path d="M11.400 5.400 9.700 3.600M12.600 5.400 14.300 3.600" stroke="${OLIVE}" stroke-width=".9" stroke-linecap="round"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="${size_px}" height="${size_px}">
    <rect width="24" height="24" rx="5" fill="${NIGHT}"/>
    <path d="M11.2 6.600 2.800 16c3 .5 5.900-.600 8.400-3zM12.800 6.600 21.200 16c-3 .5-5.900-.600-8.400-3z" fill="${ROSE}"/>
    ${details}
    <path d="M12 4.800c1 0 1.300 1.200 1.200 2.500l-.4 9.400c0 1.600-.3 2.600-.8 3.400-.5-.800-.8-1.800-.8-3.400l-.4-9.400C10.700 6 11 4.800 12 4.800z" fill="${OLIVE}"/>
  </svg>`;
}
