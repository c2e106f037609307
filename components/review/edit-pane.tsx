'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { withLocalTimes } from '@/components/decisions/local-times';
import { MessagePreview } from '@/components/decisions/message-preview';
import { WordDiff } from '@/components/decisions/word-diff';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { FIXED_WORDS } from '@/domain/channels/whatsapp-template';
import type { ReviewEdit } from '@/domain/review/review-edit';
import { formatDateTime } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { draftOf, type EditDraft, editOf, textOf } from './edit-draft';
import { afterWaiting, type CheckedEdit, type EditedVerdicts, standingOf } from './edit-standing';
import { WordFields } from './word-fields';
import { WordWarnings } from './word-warnings';

type EditPaneProps = {
  subject: ReviewSubject;
  chosen: NonNullable<ReviewSubject['chosen']>;
  draft: EditDraft;
  now: Date;
  /** Told what the guardrails say of the words, as soon as they say it. */
  onChecked: (id: string, edited: EditedVerdicts | null) => void;
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
export function EditPane(props: EditPaneProps) {
  const { subject, chosen, draft, now, onChecked, onDraftChange, onApprove, onCancel } = props;
  const { timezone } = useWorkspace();
  const pane = useRef<HTMLElement>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => (first.current ?? pane.current)?.focus(), []);
  const openedAt = useRef(now);
  const edit = editOf(chosen, draft, openedAt.current);
  const checked = useCheck(subject, edit);
  const { check, isCurrent, problem } = checked;
  const { approve, cancel, isWaiting, said } = useApproval(checked, onApprove);
  const hasEdit = edit !== null;
  const verdicts = (!problem && check?.verdicts) || null;
  useEffect(
    () => onChecked(subject.id, hasEdit ? { verdicts, isCurrent } : null),
    [onChecked, subject.id, hasEdit, verdicts, isCurrent],
  );
  const standing = standingOf(checked);
  const refusal = standing.kind === 'refused' ? standing.why : null;

  /** A line as the customer reads it, once the server has filled in these very words; before there is an edit, the agent’s. */
  function read(part: 'subject' | 'preheader'): string | null {
    if (draft[part] === (chosen.content[part] ?? '')) return subject.preview?.[part] ?? null;
    return (isCurrent && !problem && check?.preview[part]) || null;
  }
  // Words that nobody can change are in no field: the message itself says what leaves.
  const shown = check?.preview ?? (chosen.content.whatsapp ? subject.preview : null);
  function change(next: EditDraft) {
    cancel();
    onDraftChange(next);
  }
  function press(event: KeyboardEvent<HTMLElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) {
      event.preventDefault();
      approve();
    }
  }

  return (
    <section
      ref={pane}
      aria-label="Edit the message"
      tabIndex={-1}
      onKeyDown={press}
      className="flex flex-col gap-4 outline-none"
    >
      <div className="flex flex-col gap-3 rounded-lg border border-border bg-bg p-3.5">
        {chosen.content.whatsapp ? (
          <Notice tone="neutral">{FIXED_WORDS}</Notice>
        ) : (
          <WordFields draft={draft} first={first} read={read} onChange={change} />
        )}
        <div className="flex flex-wrap items-center gap-2 text-table">
          <span className="font-medium">Send time</span>
          <SegmentedControl
            label="Send time"
            segments={DELAYS}
            value={String(draft.delayMinutes) as (typeof DELAYS)[number]['value']}
            onValueChange={(value) => change({ ...draft, delayMinutes: Number(value) })}
          />
          {check && isCurrent ? (
            <span className="text-fg-muted">leaves {formatDateTime(check.sendAt, timezone)}</span>
          ) : null}
        </div>
      </div>
      <CheckResult check={check} isCurrent={isCurrent} hasEdit={hasEdit} problem={problem} timezone={timezone} />
      {/* Where there is room it stands beside the words, in sight while typing. */}
      <div className="lg:hidden">
        <WordDiff title="What changes" before={textOf(draftOf(chosen))} after={textOf(draft)} />
      </div>
      {check && isCurrent ? <WordWarnings warnings={check.warnings} /> : null}
      {shown ? (
        <MessagePreview
          message={shown}
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
          pending={isWaiting}
          disabledReason={refusal ? withLocalTimes(refusal, timezone) : undefined}
          onClick={approve}
        >
          Approve as edited
        </Button>
        <p role="status" className="basis-full text-xs text-fg-muted empty:hidden">
          {isWaiting
            ? 'Approved as soon as the guardrails have answered. Typing on takes that back.'
            : withLocalTimes(said ?? refusal ?? '', timezone)}
        </p>
      </div>
    </section>
  );
}

/**
 * Approving, also before the guardrails have answered: the press waits for them, and then either holds or says why not.
 * A change of the words takes it back.
 */
function useApproval(checked: CheckedEdit, onApprove: (edit: ReviewEdit) => void) {
  const [isWaiting, setWaiting] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const settled = isWaiting ? afterWaiting(checked) : null;
  const settle = useEffectEvent((answer: NonNullable<typeof settled>) => {
    setWaiting(false);
    if (!answer.approves) setSaid(answer.why);
    else if (checked.edit) onApprove(checked.edit);
  });
  useEffect(() => {
    if (settled) settle(settled);
  }, [settled]);

  return {
    isWaiting,
    /** Why the last press did not approve; null where it is not known or no longer so. */
    said,
    approve() {
      const standing = standingOf(checked);
      setSaid(standing.kind === 'refused' ? `Not approved: ${standing.why}` : null);
      if (standing.kind === 'checking') setWaiting(true);
      else if (standing.kind === 'ready') onApprove(standing.edit);
    },
    cancel() {
      setWaiting(false);
      setSaid(null);
    },
  };
}

/** What the server says of the edit, once typing rests. */
function useCheck(subject: ReviewSubject, edit: ReviewEdit | null): CheckedEdit {
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
  return { edit, check: asked ? data : undefined, isCurrent, problem: error ? error.message : null };
}

type CheckResultProps = Omit<CheckedEdit, 'edit'> & { hasEdit: boolean; timezone: string };

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
