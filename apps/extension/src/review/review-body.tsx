import { limitCookies } from "@hawkmoth/domain/capture/cookies";
import { Button } from "@hawkmoth/ui/button";
import { type FormEvent, useState } from "react";
import { RequestFailed } from "../connection/api.ts";
import { rememberProject } from "../connection/projects.ts";
import { deleteDraft } from "../draft/draft-store.ts";
import type { Draft } from "../draft/draft.ts";
import { Notice } from "../notice.tsx";
import { isUncertain, sendDraft, type SendProgress } from "../send/send-draft.ts";
import { PageNotices } from "./page-notices.tsx";
import { Receipt } from "./receipt.tsx";
import { ReportForm } from "./report-form.tsx";
import { ScreenshotView } from "./screenshot-view.tsx";
import { SectionList } from "./section-list.tsx";
import { effectiveDrops, sectionRows } from "./sections.ts";
import { SendBar } from "./send-bar.tsx";
import { SentView } from "./sent-view.tsx";
import type { Review } from "./use-review.ts";

/** The form on the left, what leaves on the right, Send below. */
export function ReviewBody({ review, draft }: { review: Review; draft: Draft }) {
  const { connection, projects, problem } = review;
  const [progress, setProgress] = useState<SendProgress | null>(null);
  const [failure, setFailure] = useState<unknown>(draft.error ? new Error(draft.error) : null);
  const [sent, setSent] = useState<Draft["sent"]>(null);
  const [isTitleMissing, setIsTitleMissing] = useState(false);
  const policy = projects.find(({ id }) => id === draft.form.project_id)?.capture_policy ?? null;
  const dropped = effectiveDrops(draft, policy);
  const isLocked = progress !== null || isUncertain(draft, connection);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsTitleMissing(draft.form.title.trim() === "");
    if (draft.form.title.trim() === "" || !connection || progress) return;
    setFailure(null);
    setProgress({ step: "announcing", share: 0 });
    try {
      const cookies = policy ? limitCookies(draft.cookies, policy.cookies) : [];
      const whole = { ...draft, cookies, form: { ...draft.form, dropped } };
      setSent(await sendDraft(whole, { connection, policy, onProgress: setProgress }));
      if (draft.form.project_id) await rememberProject(draft.form.project_id);
    } catch (error) {
      setFailure(error);
      await review.refresh();
    } finally {
      setProgress(null);
    }
  };
  const discard = async () => {
    await deleteDraft(draft.id);
    window.close();
  };

  if (sent) return <SentView bug={sent} title={draft.form.title} />;
  return (
    <form noValidate onSubmit={submit} className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_360px]">
      <div className="flex min-w-0 flex-col gap-5">
        <p className="min-w-0 text-xs text-muted">
          <span className="block truncate text-sm font-medium text-ink">{draft.page.title || "Untitled page"}</span>
          <span className="block truncate font-mono">{draft.page.url}</span>
          {draft.is_recorded ? (
            <span className="block truncate">
              Recorded on <span className="font-mono">{draft.page.origin}</span>
            </span>
          ) : null}
        </p>
        <PageNotices draft={draft} />
        {isLocked && !progress ? (
          <Notice tone="info" title="The report was sent, but the answer did not arrive">
            Retry asks whether it was filed. Until then it can't be changed, or there could be two bugs.
          </Notice>
        ) : null}
        <ReportForm
          isLocked={isLocked}
          form={draft.form}
          projects={projects}
          titleError={isTitleMissing && draft.form.title.trim() === "" ? "Give it a title" : undefined}
          onChange={review.change}
        />
        {problem ? (
          <Notice
            tone="fail"
            title="The projects could not be read"
            action={<Button onClick={review.reload}>Try again</Button>}
          >
            {problem}
          </Notice>
        ) : null}
        {failure ? <Failure error={failure} /> : null}
        <SendBar
          progress={progress}
          isRetry={failure !== null || isLocked}
          canSend={connection !== null && draft.form.project_id !== null}
          onDiscard={discard}
        />
      </div>
      <aside className="flex min-w-0 flex-col gap-3">
        <h2 className="text-sm font-semibold">What will leave your browser</h2>
        {draft.screenshot ? (
          <ScreenshotView picture={draft.screenshot} isDropped={dropped.includes("screenshot")} />
        ) : null}
        <SectionList
          rows={sectionRows(draft, policy)}
          dropped={draft.form.dropped}
          isLocked={isLocked}
          onChange={(sections) => review.change({ dropped: sections })}
        />
        <Receipt lines={draft.logs.receipt} />
      </aside>
    </form>
  );
}

function Failure({ error }: { error: unknown }) {
  const failed = error instanceof RequestFailed ? error : null;
  const message = error instanceof Error ? error.message : "Something failed.";
  return (
    <Notice tone="fail" title="Not sent; the draft is kept">
      {message} {failed?.hint}
      {failed?.request_id ? <span className="block font-mono text-xs">request {failed.request_id}</span> : null}
    </Notice>
  );
}
