import { useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { actorWords } from '@/components/audit/words';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { Code } from '@/components/ui/code';
import { CopyLine } from '@/components/ui/copy-line';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { STACKED } from '@/components/ui/stacked-table';
import { auditActionWords } from '@/domain/audit/actions';
import { formatCount, rolesInWords } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { DecisionReceipt } from './decision-data';

type AuditTrailProps = {
  decisionId: string;
  history: DecisionReceipt['history'];
  record: DecisionReceipt['record'];
  differs: DecisionReceipt['differs'];
  /** Where an entry can be seen whole; null for roles that may not read the log. */
  hrefOf: ((seq: string) => string) | null;
};

/** What the audit log holds about a decision, each entry with its link in the chain. */
export function AuditTrail({ decisionId, history, record, differs, hrefOf }: AuditTrailProps) {
  const { slug, now, may } = useWorkspace();
  const trpc = useTRPC();
  const key = useQuery(trpc.audit.publicKey.queryOptions({ workspace: slug }, { enabled: may('audit.read') }));
  if (history.length === 0)
    return <p className="text-sm text-fg-muted">The audit log holds nothing about this decision.</p>;
  const file = `decision-proof-${decisionId}-${slug}-${now.toISOString().slice(0, 10)}.ndjson`;
  const command = `npm run audit:verify -- ${file}${key.data ? ` --pub ${key.data}` : ''}`;
  return (
    <div className="flex flex-col gap-2">
      <RecordLine record={record} differs={differs} />
      <div className="sm:overflow-x-auto">
        <table className={STACKED.table}>
          <thead className={STACKED.head}>
            <tr className="text-left text-xs text-fg-muted">
              <th className="py-1 pr-3 font-normal">Entry</th>
              <th className="py-1 pr-3 font-normal">What</th>
              <th className="py-1 pr-3 font-normal">Who</th>
              <th className="py-1 pr-3 font-normal">When</th>
              <th className="py-1 text-right font-normal">Hash</th>
            </tr>
          </thead>
          <tbody className={STACKED.body}>
            {history.map((entry) => (
              <tr key={entry.seq} className={STACKED.row}>
                <td data-label="Entry" className={cn(STACKED.line, 'sm:pr-3')}>
                  {hrefOf ? (
                    <Link
                      href={hrefOf(entry.seq)}
                      className="inline-flex min-h-6 items-center text-link underline-offset-2 hover:underline"
                    >
                      {formatCount(Number(entry.seq))}
                    </Link>
                  ) : (
                    formatCount(Number(entry.seq))
                  )}
                </td>
                <td data-label="What" className={cn(STACKED.line, 'sm:pr-3')}>
                  {auditActionWords(entry.action)}
                </td>
                <td data-label="Who" className={cn(STACKED.line, 'text-fg-muted sm:pr-3')}>
                  {actorWords(entry.actor, entry.actorName)}
                </td>
                <td data-label="When" className={cn(STACKED.line, 'sm:pr-3')}>
                  <TimeText at={entry.at} as="absolute" />
                </td>
                <td data-label="Hash" className={cn(STACKED.line, 'text-right')} title={entry.hash}>
                  <Code>{entry.hash.slice(0, 8)}</Code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="flex flex-col gap-1.5 pt-1 text-xs text-fg-muted" data-print="hide">
        <p>Anybody can check what “Download proof” gives, with Node alone:</p>
        <CopyLine text={command} label="Copy the command" />
        {key.data ? null : (
          <p>
            With “--pub” and the public key of this installation, which {rolesInWords('audit.read')} can read on the
            audit page, it also shows whose signature it is.
          </p>
        )}
      </div>
      {hrefOf ? null : (
        <p className="mt-1.5 text-xs text-fg-muted">
          The whole audit log, with each entry as it was written, is open to {rolesInWords('audit.read')}.
        </p>
      )}
    </div>
  );
}

const RECORD_WORDS = {
  matches: 'The stored record has the hash that was audited when it was made.',
  reviewed:
    'The stored record has the hash that was audited when it was made, and what a verdict changed since has its own.',
  erased: 'The person was erased at their own request: what was looked at is gone, so the audited hash fits no more.',
} as const;

const PART_WORDS = {
  record: 'what was looked at, chosen and judged when it was made',
  standing: 'the choice and its verdicts as a review left them',
  facts: 'when, on what occasion and by which versions it was made, or its summary',
  outcome: 'where it stands',
  review: 'who judged it, when, and with what note',
  message: 'the words that were sent',
} as const satisfies Record<DecisionReceipt['differs'][number], string>;

function RecordLine({ record, differs }: Pick<AuditTrailProps, 'record' | 'differs'>) {
  if (record === 'unknown') return null;
  if (record === 'differs')
    return (
      <Notice tone="bad" icon={ShieldAlert} title="The stored record is not the one that was audited">
        Not what was audited: {differs.map((part) => PART_WORDS[part]).join('; ')}. Trust the audit log, not this page.
      </Notice>
    );
  return (
    <p className="flex items-start gap-1.5 text-xs text-fg-muted">
      <ShieldCheck aria-hidden className="mt-px size-3.5 shrink-0 text-good" />
      {RECORD_WORDS[record]}
    </p>
  );
}
