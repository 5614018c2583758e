import { EmptyState } from "@hawkmoth/ui/empty-state";
import { PageFrame } from "../page-frame.tsx";
import { ReviewBody } from "./review-body.tsx";
import { SentView } from "./sent-view.tsx";
import { useReview } from "./use-review.ts";

/** One frozen capture: write the report, see what leaves, send. */
export function ReviewPage({ draftId }: { draftId: string }) {
  const review = useReview(draftId);
  const { draft, connection } = review;
  const aside = connection ? (
    <span className="truncate">
      {connection.workspace.name} · {connection.member}
    </span>
  ) : null;
  return (
    <PageFrame title="Report a bug" aside={aside}>
      {review.state === "missing" ? (
        <EmptyState title="This capture is gone">
          It was sent or thrown away. Click the Hawkmoth button on a page to make a new one.
        </EmptyState>
      ) : null}
      {draft?.sent ? <SentView bug={draft.sent} title={draft.form.title} /> : null}
      {draft && !draft.sent ? <ReviewBody review={review} draft={draft} /> : null}
    </PageFrame>
  );
}
