'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { v4 } from 'uuid';
import type { ReviewRow } from '@/components/decisions/decision-data';
import { proposalOf } from '@/components/decisions/proposal-line';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SelectList } from '@/components/ui/select-list';
import { Textarea } from '@/components/ui/textarea';
import { bulkPlan } from '@/domain/review/bulk';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import type { RejectReason } from '@/domain/review/review-item';
import { MINUTE } from '@/domain/shared/time';
import { formatDateTime, formatMoney, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { BulkResult } from '@/server/services/review';

const SOON_MS = 5 * MINUTE;
const REASONS = Object.entries(REJECT_REASONS) as [RejectReason, string][];
const VERDICTS = [
  { value: 'approve', label: 'Approve' },
  { value: 'reject', label: 'Reject' },
] as const;

type BulkDialogProps = {
  rows: readonly ReviewRow[];
  now: Date;
  onClose: () => void;
  onJudged: (decisionIds: string[]) => void;
};

/** One verdict on decisions that look alike: what it covers, what it leaves out and why, and what came of each. */
export function BulkDialog({ rows, now, onClose, onJudged }: BulkDialogProps) {
  const [results, setResults] = useState<BulkResult[] | null>(null);
  // What is judged leaves the queue, and stays here to be read.
  const [shown] = useState(rows);
  const names = new Map(shown.map((row) => [row.id, row.customer.name ?? 'Unnamed customer']));
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={results ? 'What came of it' : 'One verdict for all of them'}
    >
      {results ? (
        <Results results={results} names={names} now={now} onClose={onClose} />
      ) : (
        <BulkForm
          rows={shown}
          now={now}
          onClose={onClose}
          onResults={(given) => {
            setResults(given);
            onJudged(given.flatMap(({ decisionId, result }) => (result ? [decisionId] : [])));
          }}
        />
      )}
    </Dialog>
  );
}

type BulkFormProps = {
  rows: readonly ReviewRow[];
  now: Date;
  onClose: () => void;
  onResults: (results: BulkResult[]) => void;
};

function BulkForm({ rows, now, onClose, onResults }: BulkFormProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { slug, currency } = useWorkspace();
  const [verdict, setVerdict] = useState<'approve' | 'reject'>('approve');
  const [reason, setReason] = useState<RejectReason>('wrong_time');
  const [note, setNote] = useState('');
  const [count, setCount] = useState('');
  const [keys] = useState(() => new Map(rows.map((row) => [row.id, v4()])));
  const decide = useMutation(trpc.review.decideMany.mutationOptions());
  const { included, excluded } = bulkPlan(
    rows.map((row) => ({ ...row, claimedBy: row.desk.claim && !row.desk.claim.isMine ? row.desk.claim.name : null })),
  );
  const missing = missingOf(included.length, count, verdict === 'reject' && reason === 'other' && note.trim() === '');

  function submit(event: FormEvent) {
    event.preventDefault();
    if (missing) return;
    decide.mutate(
      {
        workspace: slug,
        items: included.map(({ id, version }) => ({ decisionId: id, version, key: keys.get(id) ?? v4() })),
        verdict,
        ...(verdict === 'reject' && { reason }),
        note: note.trim() || undefined,
        confirmedCount: Number(count),
      },
      {
        onSuccess(results) {
          void client.invalidateQueries({ queryKey: trpc.review.pathKey() });
          void client.invalidateQueries({ queryKey: trpc.decisions.pathKey() });
          onResults(results);
        },
      },
    );
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 text-sm">
      {included.length > 0 ? (
        <p>
          {plural(included.length, 'customer')}, discounts of at most{' '}
          {formatMoney(sum(included.map((row) => row.maxCostCents)), { currency })} together, worth{' '}
          {formatMoney(sum(included.map((row) => row.valueCents ?? 0)), { currency, signed: true })} as expected.
        </p>
      ) : (
        <p>None of what you selected can be judged together.</p>
      )}
      <Included rows={included} now={now} />
      {excluded.length > 0 ? (
        <Notice tone="neutral" title={`${plural(excluded.length, 'decision')} left out`}>
          <ul>
            {excluded.map(({ item, why }) => (
              <li key={item.id}>
                {item.customer.name ?? 'Unnamed customer'}: {why}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <SegmentedControl label="Verdict" segments={VERDICTS} value={verdict} onValueChange={setVerdict} />
      {verdict === 'reject' ? (
        <Field label="Reason for all of them">
          <SelectList
            options={REASONS.map(([value, label]) => ({ value, label }))}
            value={reason}
            onValueChange={(next) => setReason(next as RejectReason)}
          />
        </Field>
      ) : null}
      <Field label="Note" optional={!(verdict === 'reject' && reason === 'other')}>
        <Textarea value={note} rows={2} maxLength={2_000} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Field label={`How many? Type ${included.length} to confirm`}>
        <Input inputMode="numeric" value={count} onChange={(event) => setCount(event.target.value)} />
      </Field>
      {decide.error ? (
        <Notice tone="bad" role="alert">
          {decide.error.message}
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant={verdict === 'approve' ? 'primary' : 'danger'}
          pending={decide.isPending}
          disabledReason={missing}
        >
          {verdict === 'approve' ? 'Approve' : 'Reject'} {included.length}
        </Button>
      </div>
    </form>
  );
}

/** People named; the rest are counted. */
const NAMED = 10;

/** Whom the verdict is about, and what each of them would get. */
function Included({ rows, now }: { rows: readonly ReviewRow[]; now: Date }) {
  const { currency, timezone } = useWorkspace();
  if (rows.length === 0) return null;
  return (
    <ul aria-label="Whom it is about" className="flex flex-col divide-y divide-border rounded-md border border-border">
      {rows.slice(0, NAMED).map((row) => (
        <li key={row.id} className="px-3 py-1.5">
          <span className="font-medium">{row.customer.name ?? 'Unnamed customer'}</span>
          <span className="block text-xs text-fg-muted">
            {proposalOf(row.summary)}
            {row.maxCostCents > 0 ? ` At most ${formatMoney(row.maxCostCents, { currency })} off.` : null}{' '}
            {leavesWords(row.sendAt, now, timezone)}
          </span>
        </li>
      ))}
      {rows.length > NAMED ? <li className="px-3 py-1.5 text-fg-muted">and {rows.length - NAMED} more</li> : null}
    </ul>
  );
}

type ResultsProps = {
  results: readonly BulkResult[];
  names: ReadonlyMap<string, string>;
  now: Date;
  onClose: () => void;
};

function Results({ results, names, now, onClose }: ResultsProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const undo = useMutation(
    trpc.review.undoMany.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.review.pathKey() }),
    }),
  );
  const done = results.filter(({ result }) => result !== null);
  const refused = results.filter(({ refusal }) => refusal !== null);
  const late = undo.data?.filter(({ refusal }) => refusal !== null) ?? [];
  return (
    <div className="flex flex-col gap-4 text-sm">
      <p role="status">
        {summary(done)}
        {refused.length > 0 ? `, ${refused.length} not judged.` : '.'} {laterWords(done, now)}
      </p>
      <Refusals items={refused} names={names} />
      {undo.data ? (
        <Notice tone={late.length > 0 ? 'warn' : 'good'} role="status">
          {undo.data.length - late.length} taken back{late.length > 0 ? `, ${late.length} already on their way` : ''}.
        </Notice>
      ) : null}
      <div className="flex justify-end gap-2">
        {done.length > 0 && !undo.data ? (
          <Button
            pending={undo.isPending}
            onClick={() => undo.mutate({ workspace: slug, decisionIds: done.map(({ decisionId }) => decisionId) })}
          >
            Undo all
          </Button>
        ) : null}
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}

function Refusals({ items, names }: { items: readonly BulkResult[]; names: ReadonlyMap<string, string> }) {
  if (items.length === 0) return null;
  return (
    <ul className="text-fg-muted">
      {items.map(({ decisionId, refusal }) => (
        <li key={decisionId}>
          {names.get(decisionId)}: {refusal}
        </li>
      ))}
    </ul>
  );
}

/** "11 approved, 1 blocked". */
function summary(done: readonly BulkResult[]): string {
  const counts = new Map<string, number>();
  for (const { result } of done) if (result) counts.set(result.outcome, (counts.get(result.outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ') || 'None judged';
}

/** When a message leaves once it is approved. */
function leavesWords(sendAt: Date | null, now: Date, timezone: string): string {
  return sendAt && sendAt > now ? `Leaves ${formatDateTime(sendAt, timezone)}.` : 'Leaves at once.';
}

/** How many of those that will leave do so later than at once; nothing where all leave at once. */
function laterWords(done: readonly BulkResult[], now: Date): string {
  // What is approved for now waits for the time in which it can be taken back.
  const soon = now.getTime() + SOON_MS;
  const leaving = done.flatMap(({ result }) => (result?.sendAt ? [result.sendAt] : []));
  const later = leaving.filter((sendAt) => sendAt.getTime() > soon).length;
  if (later === 0) return '';
  return later === leaving.length
    ? 'They leave later: each at the time on its page.'
    : `${later} of them ${later === 1 ? 'leaves' : 'leave'} later, the others at once.`;
}

function missingOf(included: number, count: string, isNoteMissing: boolean): string | undefined {
  if (included === 0) return 'None of these can be judged together.';
  if (isNoteMissing) return 'Say in the note what is wrong.';
  return Number(count) === included ? undefined : `Type ${included} to confirm how many.`;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
