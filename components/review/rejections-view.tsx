'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { RejectionSummary, RejectionTally } from '@/server/services/review';
import { InboxTabs } from './inbox-tabs';

/** What reviewers rejected and why: the cases that new wording is held against. */
export function RejectionsView() {
  const trpc = useTRPC();
  const { slug, person, may, to } = useWorkspace();
  const summary = useQuery(trpc.review.rejections.queryOptions({ workspace: slug }, { enabled: may('review.read') }));
  if (!may('review.read')) return <ForbiddenState role={person.role} right="review.read" what="The review inbox" />;
  return (
    <PageBody>
      <PageHeader title="What reviewers rejected" back={<BackLink href={to('/inbox')}>Review inbox</BackLink>} />
      <InboxTabs current="rejected" />
      {summary.isPending ? (
        <SkeletonLines lines={6} />
      ) : summary.isError ? (
        <ErrorState description={summary.error.message} onRetry={() => void summary.refetch()} />
      ) : summary.data.total === 0 ? (
        <EmptyState
          icon={CircleCheck}
          title="Nothing rejected yet"
          description="Each rejection becomes a case: new wording that says the same is pointed out to whoever reviews it."
        />
      ) : (
        <Summary summary={summary.data} />
      )}
    </PageBody>
  );
}

function Summary({ summary }: { summary: RejectionSummary }) {
  const { to } = useWorkspace();
  const reasons: Record<string, string> = REJECT_REASONS;
  const guardrails: Record<string, string> = GUARDRAIL_NAMES;
  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-[72ch] text-sm text-fg-muted">
        {plural(summary.total, 'rejection')} so far. Each is a case: new wording of the same template that says the same
        is pointed out to whoever reviews it.
      </p>
      <div className="grid gap-6 md:grid-cols-2">
        <TallyList title="By reason" rows={summary.byReason} nameOf={(row) => reasons[row.key] ?? row.name} />
        <TallyList
          title="By guardrail that asked"
          rows={summary.byGuardrail}
          nameOf={(row) => guardrails[row.key] ?? row.name}
        />
        <TallyList title="By agent" rows={summary.byAgent} nameOf={(row) => row.name} />
        <TallyList title="By template" rows={summary.byTemplate} nameOf={(row) => row.name} />
      </div>
      <section aria-labelledby="latest-rejections">
        <h2 id="latest-rejections" className="mb-2 text-sm font-medium">
          The latest
        </h2>
        <ul className="divide-y divide-border rounded-lg border border-border bg-surface">
          {summary.latest.map((entry) => (
            <li key={entry.decisionId} className="px-3.5 py-2.5 text-table">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <Link href={to(`/decisions/${entry.decisionId}`)} className="font-medium text-link underline">
                  {REJECT_REASONS[entry.reason]}
                </Link>
                <span className="text-fg-muted">
                  {entry.agentName}, <TimeText at={entry.at} />
                </span>
              </p>
              {entry.note ? <p className="mt-0.5 max-w-[72ch] whitespace-pre-wrap">{entry.note}</p> : null}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

type TallyListProps = { title: string; rows: readonly RejectionTally[]; nameOf: (row: RejectionTally) => string };

function TallyList({ title, rows, nameOf }: TallyListProps) {
  return (
    <section>
      <h2 className="mb-1 text-sm font-medium">{title}</h2>
      {rows.length === 0 ? (
        <p className="text-table text-fg-muted">None.</p>
      ) : (
        <dl className="divide-y divide-border text-table">
          {rows.map((row) => (
            <div key={row.key} className="flex justify-between gap-3 py-1.5">
              <dt>{nameOf(row)}</dt>
              <dd className="font-medium">{row.count}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
