/** The part of a key press, native or React's, that tells whether an input method is at work. */
interface ComposingPress {
  isComposing?: boolean;
  keyCode: number;
  nativeEvent?: { isComposing?: boolean };
}

/** What browsers report as keyCode while an input method handles the key. */
const PROCESSED_BY_INPUT_METHOD = 229;

/**
 * True while an input method (Japanese, Chinese, Korean and others) composes text: Enter and Escape then choose or drop
 * a candidate and mean nothing to the page. Safari sends the Enter that ends a composition after its end, as 229.
 */
export function isComposing(press: ComposingPress): boolean {
  return (
    press.isComposing === true || press.nativeEvent?.isComposing === true || press.keyCode === PROCESSED_BY_INPUT_METHOD
  );
}

/** The part of a key press, native or React's, that says whether it sends a form. */
interface SendPress extends ComposingPress {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
}

/** True for Ctrl+Enter and Cmd+Enter, which send what was typed. */
export function isSendKey(press: SendPress): boolean {
  return press.key === "Enter" && (press.metaKey || press.ctrlKey) && !isComposing(press);
}
