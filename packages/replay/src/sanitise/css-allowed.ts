const names = (text: string) => new Set(text.trim().split(/\s+/));

/** At-rules that load nothing; `@import` and whatever is not known lose their name. */
const AT_RULES = names(`
  charset color-profile container counter-style font-face font-feature-values font-palette-values keyframes
  -webkit-keyframes -moz-keyframes -o-keyframes layer media -ms-viewport namespace page position-try property scope
  starting-style supports view-transition viewport
  annotation character-variant historical-forms ornaments styleset stylistic swash
  top-left-corner top-left top-center top-right top-right-corner bottom-left-corner bottom-left bottom-center
  bottom-right bottom-right-corner left-top left-middle left-bottom right-top right-middle right-bottom
`);

/** Functions that take text or other functions and fetch nothing of it (CSS Values, Colors, Images, Selectors, Shapes). */
const FUNCTIONS = names(`
  abs acos asin atan atan2 calc calc-size clamp cos exp hypot log max min mod pow progress rem round sign sin sqrt tan
  anchor anchor-size attr counter counters element env if inherit sibling-count sibling-index toggle var
  alpha color color-mix color-contrast contrast-color device-cmyk hsl hsla hwb lab lch light-dark oklab oklch rgb rgba
  conic-gradient linear-gradient radial-gradient repeating-conic-gradient repeating-linear-gradient
  repeating-radial-gradient -webkit-gradient -webkit-linear-gradient -webkit-radial-gradient
  -webkit-repeating-linear-gradient -webkit-repeating-radial-gradient -moz-linear-gradient -moz-radial-gradient
  -moz-repeating-linear-gradient -moz-repeating-radial-gradient -o-linear-gradient -o-radial-gradient
  -ms-linear-gradient -webkit-calc -moz-calc from to color-stop cross-fade -webkit-cross-fade
  blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
  matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex scaley scalez skew skewx skewy
  translate translate3d translatex translatey translatez
  circle ellipse inset path polygon ray rect shape xywh
  cubic-bezier linear spring steps scroll view
  fit-content minmax repeat
  annotation character-variant format leader local ornaments palette-mix style styleset stylistic swash symbols
  target-counter target-counters target-text tech type
  font-format font-tech layer selector supports
  -moz-any -webkit-any cue cue-region dir has highlight host host-context is lang matches not nth-child nth-col
  nth-last-child nth-last-col nth-last-of-type nth-of-type part picker slotted state view-transition-group
  view-transition-image-pair view-transition-new view-transition-old where active-view-transition-type
`);

/** What `url()` may lead to: a place in the same document, or an inlined image or font. */
const LOCAL_TARGET = /^(?:#|data:(?:image\/|font\/|application\/(?:x-)?font|application\/vnd\.ms-fontobject))/i;

/** True for the name of an at-rule that loads nothing. */
export function isHarmlessAtRule(name: string): boolean {
  return AT_RULES.has(name.toLowerCase());
}

/** True for the name of a function that fetches nothing, whatever it holds. */
export function isHarmlessFunction(name: string): boolean {
  return FUNCTIONS.has(name.toLowerCase());
}

/** True for the target of a `url()` that is part of the recording. */
export function isLocalTarget(target: string): boolean {
  return LOCAL_TARGET.test(target.trim());
}
