'use client';

import { useQuery } from '@tanstack/react-query';
import { STAGE_WORDS } from '@/components/customers/customer-words';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatCount, formatMoney, formatRate, MISSING } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import type { SimilarDecisions } from '@/server/services/decisions';
import type { DecisionReceipt } from './decision-data';
import { OutcomeBadge } from './outcome-badge';
import { Fact } from './section';

/** How earlier decisions like this one ended, counted from their rows. */
export function SimilarList({ decision }: { decision: DecisionReceipt }) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const similar = useQuery(trpc.decisions.similar.queryOptions({ workspace: slug, decisionId: decision.id }));
  if (similar.isError) return <ErrorState description={similar.error.message} onRetry={() => void similar.refetch()} />;
  if (similar.isPending) return <SkeletonLines lines={4} className="h-40" />;
  if (!similar.data || similar.data.total === 0)
    return <p className="text-sm text-fg-muted">There is none before it to compare with.</p>;
  return <Found decision={decision} similar={similar.data} />;
}

function Found({ decision, similar }: { decision: DecisionReceipt; similar: SimilarDecisions }) {
  const { to } = useWorkspace();
  const { currency } = decision;
  const all = new URLSearchParams({ agent: decision.agentId, action: decision.action ?? '' });
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">{basisWords(similar, decision)}</p>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
        <Fact label="Delivered" hint={ofAll(similar.delivered, similar.total)}>
          {formatCount(similar.delivered)}
        </Fact>
        <Fact label="Opened" hint={ofAll(similar.opened, similar.delivered)}>
          {formatCount(similar.opened)}
        </Fact>
        <Fact label="With an order" hint={ofAll(similar.ordered, similar.delivered)}>
          {formatCount(similar.ordered)}
        </Fact>
        <Fact label="Earned together">{formatMoney(similar.creditedCents, { currency })}</Fact>
      </dl>
      <p className="text-xs text-fg-muted">
        They ended as:{' '}
        {similar.outcomes
          .map(({ outcome, count }) => `${OUTCOME_WORDS[outcome].label.toLowerCase()} ${formatCount(count)}`)
          .join(', ')}
        .
      </p>
      <ul className="divide-y divide-border text-table">
        {similar.latest.map((row) => (
          <li key={row.id} className="flex flex-wrap items-center gap-x-3 py-1.5">
            <Link
              href={to(`/decisions/${row.id}`)}
              className="min-h-6 min-w-0 flex-1 basis-40 text-link underline-offset-2 hover:underline"
            >
              {row.customer.name ?? 'A customer'}
            </Link>
            <span className="text-xs text-fg-muted">
              <TimeText at={row.decidedAt} />
            </span>
            <OutcomeBadge outcome={row.outcome} />
            <span className="w-20 text-right">
              {row.creditedCents === 0 ? MISSING : formatMoney(row.creditedCents, { currency })}
            </span>
          </li>
        ))}
      </ul>
      <Link
        href={to(`/decisions?${all}`)}
        className="inline-flex min-h-6 items-center self-start text-table text-link underline-offset-2 hover:underline"
        data-print="hide"
      >
        All with this action
      </Link>
    </div>
  );
}

function basisWords({ total, isCapped, stage }: SimilarDecisions, { actionName, agentName }: DecisionReceipt): string {
  const counted = isCapped ? `The latest ${formatCount(total)}` : `All ${formatCount(total)}`;
  const whom = stage ? ` for customers of the stage “${STAGE_WORDS[stage].label}”` : '';
  return `${counted} before it: “${actionName}” by ${agentName}${whom}.`;
}

function ofAll(part: number, whole: number): string | undefined {
  return whole === 0 ? undefined : `${formatRate(part / whole, 0)} of ${formatCount(whole)}`;
}
