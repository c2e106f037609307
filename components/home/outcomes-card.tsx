'use client';

import { useDateRange } from '@/components/layout/use-date-range';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { isOutcome } from '@/domain/decisions/outcomes';
import { serialiseRange } from '@/lib/date-range';
import { formatCount, formatRate } from '@/lib/format';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import { outcomeShares } from './prepare-home';

/** Where the decisions of the period stand, also those that came to nothing; each line opens them. */
export function OutcomesCard({ outcomes }: { outcomes: Readonly<Record<string, number>> | undefined }) {
  const { to } = useWorkspace();
  const { range } = useDateRange();
  const shares = outcomes && outcomeShares(outcomes);
  return (
    <Card>
      <CardHeader
        title="Where decisions stand"
        description="Decisions taken in these days, by where they stand today; also those not to write"
      />
      <CardBody>
        {shares === undefined ? (
          <SkeletonLines lines={6} />
        ) : shares.length === 0 ? (
          <p className="text-table text-fg-muted">No decision was taken in this period.</p>
        ) : (
          <ul className="-mx-2 flex flex-col">
            {shares.map(({ outcome, count, share }) => (
              <li key={outcome}>
                <Link
                  href={to(`/decisions?outcome=${outcome}&range=${serialiseRange(range)}`)}
                  title={meaningOf(outcome)}
                  className="grid grid-cols-[1fr_auto_52px] items-center gap-x-3 rounded-md px-2 py-1.5 text-table hover:bg-hover pointer-coarse:min-h-11"
                >
                  <span>{labelOf(outcome)}</span>
                  <span className="font-medium">{formatCount(count)}</span>
                  <span className="text-right text-fg-muted">{formatRate(share, 1)}</span>
                  <span aria-hidden className="col-span-3 mt-1 h-1 overflow-hidden rounded-full bg-fg/8">
                    <span
                      className="block h-full rounded-full bg-chart-1"
                      style={{ width: `${Math.max(1, share * 100)}%` }}
                    />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {shares && shares.length > 0 ? (
          <p className="mt-3 text-xs text-fg-muted">
            Sent counts decisions by the day they were taken. Touches count messages by the day they were delivered, so
            some belong to earlier decisions, and bounced ones are left out.
          </p>
        ) : null}
      </CardBody>
    </Card>
  );
}

function labelOf(outcome: string): string {
  return isOutcome(outcome) ? OUTCOME_WORDS[outcome].label : outcome;
}

function meaningOf(outcome: string): string | undefined {
  return isOutcome(outcome) ? OUTCOME_WORDS[outcome].meaning : undefined;
}
