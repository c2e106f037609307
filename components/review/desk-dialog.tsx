'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { HOUR, MINUTE } from '@/domain/shared/time';
import { formatDateTime, ROLE_NAMES } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';

export type DeskForm = 'snooze' | 'assign' | 'changes';

type DeskDialogProps = {
  form: DeskForm;
  subject: ReviewSubject;
  now: Date;
  onClose: () => void;
  /** It was done; `isAway` where the decision leaves the queue with it. */
  onDone: (isAway: boolean) => void;
};

const TITLES: Record<DeskForm, string> = {
  snooze: 'Snooze until when?',
  assign: 'Whose is this one?',
  changes: 'What should be changed?',
};
const NOBODY = '-';

/** Puts a waiting decision off, gives it to a colleague, or says what should be changed first. */
export function DeskDialog({ form, subject, now, onClose, onDone }: DeskDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { slug, person } = useWorkspace();
  const reviewers = useQuery(trpc.review.reviewers.queryOptions({ workspace: slug }, { enabled: form !== 'snooze' }));
  const [userId, setUserId] = useState(subject.desk.assignee?.id ?? NOBODY);
  const [note, setNote] = useState('');
  const after = {
    onSuccess() {
      void client.invalidateQueries({ queryKey: trpc.review.pathKey() });
    },
  };
  const snooze = useMutation(trpc.review.snooze.mutationOptions(after));
  const assign = useMutation(trpc.review.assign.mutationOptions(after));
  const changes = useMutation(trpc.review.requestChanges.mutationOptions(after));
  const pending = snooze.isPending || assign.isPending || changes.isPending;
  const error = snooze.error ?? assign.error ?? changes.error;
  const base = { workspace: slug, decisionId: subject.id };
  const chosen = userId === NOBODY ? null : userId;
  const missing = form === 'changes' && note.trim() === '' ? 'Say what should be changed.' : undefined;

  function rest(until: Date) {
    snooze.mutate({ ...base, until }, { onSuccess: () => done(true, 'Snoozed') });
  }
  function done(isAway: boolean, title: string) {
    notify({ tone: 'good', title });
    onDone(isAway);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending || missing) return;
    if (form === 'assign') {
      assign.mutate(
        { ...base, userId: chosen },
        { onSuccess: () => done(false, chosen ? 'Assigned' : 'Everybody’s again') },
      );
    } else {
      changes.mutate({ ...base, note, userId: chosen }, { onSuccess: () => done(false, 'Changes requested') });
    }
  }

  function press(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={TITLES[form]}
      description={form === 'snooze' ? lastMomentWords(subject) : undefined}
    >
      {error ? (
        <Notice tone="bad" role="alert" className="mb-3">
          {error.message}
        </Notice>
      ) : null}
      {form === 'snooze' ? (
        <SnoozeChoices subject={subject} now={now} pending={pending} onChoose={rest} />
      ) : (
        <form onSubmit={submit} onKeyDown={press} className="flex flex-col gap-4">
          {form === 'changes' ? (
            <Field label="Changes" hint="Stays on the decision until it is judged.">
              <Textarea value={note} rows={4} maxLength={2_000} onChange={(event) => setNote(event.target.value)} />
            </Field>
          ) : null}
          <Field label={form === 'assign' ? 'Reviewer' : 'For whom'}>
            <SelectList
              options={[
                { value: NOBODY, label: 'Everybody' },
                ...(reviewers.data ?? []).map((each) => ({
                  value: each.userId,
                  label: each.name === person.name ? `${each.name} (you)` : each.name,
                  hint: ROLE_NAMES[each.role],
                })),
              ]}
              value={userId}
              onValueChange={setUserId}
            />
          </Field>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" shortcut="Mod+Enter" pending={pending} disabledReason={missing}>
              {form === 'assign' ? 'Assign' : 'Request changes'}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function lastMomentWords({ reviewBy }: ReviewSubject): string {
  return reviewBy
    ? 'It comes back by itself, before its last moment. Nothing is sent meanwhile.'
    : 'It comes back by itself. Nothing is sent meanwhile.';
}

type SnoozeChoicesProps = { subject: ReviewSubject; now: Date; pending: boolean; onChoose: (until: Date) => void };

function SnoozeChoices({ subject, now, pending, onChoose }: SnoozeChoicesProps) {
  const { timezone } = useWorkspace();
  const { reviewBy } = subject;
  const steps = [
    { label: '15 minutes', ms: 15 * MINUTE },
    { label: '1 hour', ms: HOUR },
    { label: '3 hours', ms: 3 * HOUR },
    { label: '12 hours', ms: 12 * HOUR },
  ].map(({ label, ms }) => ({ label, until: new Date(now.getTime() + ms) }));
  const possible = steps.filter(({ until }) => !reviewBy || until < reviewBy);
  if (possible.length === 0) return <p className="text-sm">Its last moment is too near: it can only be judged now.</p>;
  return (
    <ul className="flex flex-col gap-2">
      {possible.map(({ label, until }) => (
        <li key={label}>
          <Button pending={pending} onClick={() => onChoose(until)} className="w-full justify-start">
            {label} <span className="font-normal text-fg-muted">until {formatDateTime(until, timezone)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
