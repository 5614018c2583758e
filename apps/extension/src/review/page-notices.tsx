import type { Draft } from "../draft/draft.ts";
import { Notice } from "../notice.tsx";
import { NotRecorded } from "./not-recorded.tsx";

/** What is missing in this capture, and why. */
export function PageNotices({ draft }: { draft: Draft }) {
  const { is_recorded, is_silent, left_out, page } = draft;
  return (
    <>
      {is_silent ? <Silent isRecorded={is_recorded} /> : null}
      {is_recorded || is_silent ? null : <NotRecorded origin={page.origin} />}
      {left_out.length > 0 ? (
        <Notice tone="info" title={`This report holds ${page.origin} only`}>
          What you did on {left_out.join(", ")} before is left out: a report holds the recording of one site.
        </Notice>
      ) : null}
    </>
  );
}

function Silent({ isRecorded }: { isRecorded: boolean }) {
  return (
    <Notice tone="info" title="The page did not answer">
      It was busy or showed a message box.{" "}
      {isRecorded
        ? "The recording ends with what the page handed over before that; its last moments may be missing."
        : "Nothing of it was recorded before, so there is no replay, console or network."}{" "}
      The screenshot is blurred, because only the page knows what to hide in it.
    </Notice>
  );
}
