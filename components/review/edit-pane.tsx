'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { withLocalTimes } from '@/components/decisions/local-times';
import { MessagePreview } from '@/components/decisions/message-preview';
import { WordDiff } from '@/components/decisions/word-diff';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Textarea } from '@/components/ui/textarea';
import type { ReviewEdit } from '@/domain/review/review-edit';
import { formatDateTime } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { EditCheck } from '@/server/services/review';
import { draftOf, type EditDraft, editOf, textOf, withPercent } from './edit-draft';

type EditPaneProps = {
  subject: ReviewSubject;
  chosen: NonNullable<ReviewSubject['chosen']>;
  draft: EditDraft;
  now: Date;
  onDraftChange: (draft: EditDraft) => void;
  onApprove: (edit: ReviewEdit) => void;
  onCancel: () => void;
};

const DELAYS = [
  { value: '0', label: 'As planned' },
  { value: '60', label: '+1 h' },
  { value: '180', label: '+3 h' },
  { value: '1440', label: '+1 day' },
] as const;

/** The message as text fields, what differs from the agent’s words, and what the guardrails say of it before it is approved. */
export function EditPane({ subject, chosen, draft, now, onDraftChange, onApprove, onCancel }: EditPaneProps) {
  const { timezone } = useWorkspace();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const openedAt = useRef(now);
  const edit = editOf(chosen, draft, openedAt.current);
  const { check, isCurrent, problem } = useCheck(subject, edit);
  const refusal = refusalOf({ edit, check, isCurrent, problem });

  function set(part: Partial<EditDraft>) {
    onDraftChange({ ...draft, ...part });
  }
  function press(event: KeyboardEvent<HTMLElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) {
      event.preventDefault();
      if (edit && !refusal) onApprove(edit);
    }
  }

  return (
    <section aria-label="Edit the message" onKeyDown={press} className="flex flex-col gap-4">
      <div className="flex flex-col gap-3 rounded-lg border border-border bg-bg p-3.5">
        <Field label="Subject">
          <Input
            ref={first}
            value={draft.subject}
            maxLength={200}
            onChange={(event) => set({ subject: event.target.value })}
          />
        </Field>
        <Field label="Preview text" hint="What mail programs show beside the subject.">
          <Input value={draft.preheader} maxLength={200} onChange={(event) => set({ preheader: event.target.value })} />
        </Field>
        <Field label="Headline">
          <Input value={draft.headline} maxLength={200} onChange={(event) => set({ headline: event.target.value })} />
        </Field>
        <Field
          label="Text"
          hint="An empty line begins a new paragraph. What stands in {{ }} is filled in for the customer."
        >
          <Textarea value={draft.body} rows={6} onChange={(event) => set({ body: event.target.value })} />
        </Field>
        <div className="grid gap-3 @md:grid-cols-2">
          <Field label="Button">
            <Input
              value={draft.callToAction}
              maxLength={80}
              onChange={(event) => set({ callToAction: event.target.value })}
            />
          </Field>
          {draft.percentOff === null ? null : (
            <Field label="Discount in %" hint="The words follow.">
              <Input
                type="number"
                min={1}
                max={90}
                value={draft.percentOff}
                onChange={(event) => {
                  const percent = Math.round(event.target.valueAsNumber);
                  if (percent >= 1 && percent <= 90) onDraftChange(withPercent(draft, percent));
                }}
              />
            </Field>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2 text-table">
          <span className="font-medium">Send time</span>
          <SegmentedControl
            label="Send time"
            segments={DELAYS}
            value={String(draft.delayMinutes) as (typeof DELAYS)[number]['value']}
            onValueChange={(value) => set({ delayMinutes: Number(value) })}
          />
          {check && isCurrent ? (
            <span className="text-fg-muted">leaves {formatDateTime(check.sendAt, timezone)}</span>
          ) : null}
        </div>
      </div>
      <WordDiff title="What changes" before={textOf(draftOf(chosen))} after={textOf(draft)} />
      <CheckResult check={check} isCurrent={isCurrent} hasEdit={edit !== null} problem={problem} timezone={timezone} />
      {check ? (
        <MessagePreview
          message={check.preview}
          from={subject.from}
          title="The message as edited"
          hasSampleCode={chosen.offer !== null}
        />
      ) : null}
      <div className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t border-border bg-surface py-3">
        <Button onClick={onCancel}>Back</Button>
        <Button
          variant="primary"
          shortcut="Mod+Enter"
          disabledReason={refusal ?? undefined}
          onClick={() => edit && onApprove(edit)}
        >
          Approve as edited
        </Button>
        {refusal ? <p className="basis-full text-xs text-fg-muted">{refusal}</p> : null}
      </div>
    </section>
  );
}

type Check = { check: EditCheck | undefined; isCurrent: boolean; problem: string | null };

/** What the server says of the edit, once typing rests. */
function useCheck(subject: ReviewSubject, edit: ReviewEdit | null): Check {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const text = JSON.stringify(edit);
  const rested = useDebounced(text, 400);
  const asked = JSON.parse(rested) as ReviewEdit | null;
  const { data, error, isFetching, isPlaceholderData } = useQuery(
    trpc.review.checkEdit.queryOptions(
      { workspace: slug, decisionId: subject.id, version: subject.version, edit: asked ?? {} },
      { enabled: asked !== null, retry: false, placeholderData: keepPreviousData },
    ),
  );
  const isCurrent = rested === text && !isFetching && !isPlaceholderData;
  return { check: asked ? data : undefined, isCurrent, problem: error ? error.message : null };
}

function refusalOf({ edit, check, isCurrent, problem }: Check & { edit: ReviewEdit | null }): string | null {
  if (!edit) return 'Nothing is changed yet: go back to approve it as it is.';
  if (!isCurrent) return 'The guardrails are looking at it.';
  if (problem) return problem;
  if (check?.refusal) return check.refusal;
  return check && check.blocking.length > 0 ? 'A guardrail stops it as it is now.' : null;
}

type CheckResultProps = Check & { hasEdit: boolean; timezone: string };

function CheckResult({ check, isCurrent, hasEdit, problem, timezone }: CheckResultProps) {
  if (!hasEdit) return null;
  if (problem && isCurrent)
    return (
      <Notice tone="bad" title="It cannot be written like this">
        {problem}
      </Notice>
    );
  if (!check || !isCurrent)
    return (
      <Notice tone="neutral" role="status">
        Checking all guardrails…
      </Notice>
    );
  const shown = check.worse.length > 0 ? check.worse : check.blocking;
  if (shown.length === 0) {
    return (
      <Notice tone="good" role="status">
        All guardrails were asked again: nothing is graver than before.
      </Notice>
    );
  }
  const isStopped = check.blocking.length > 0;
  return (
    <Notice
      tone={isStopped ? 'bad' : 'warn'}
      role="status"
      title={isStopped ? 'Guardrails stop this edit' : 'Guardrails ask for a closer look'}
    >
      <ul className="flex flex-col gap-1">
        {shown.map((finding) => (
          <li key={`${finding.rule} ${finding.reason}`}>
            {withLocalTimes(finding.reason, timezone)}
            {finding.wouldPassIf ? <span className="text-fg-muted"> Would pass {finding.wouldPassIf}.</span> : null}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
