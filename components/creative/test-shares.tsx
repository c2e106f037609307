'use client';

import { ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Skeleton } from '@/components/ui/skeleton';
import { STACKED } from '@/components/ui/stacked-table';
import { STYLE_NAMES } from '@/domain/copy/styles';
import { daysRun } from '@/domain/experiments/allocation';
import { after, DAY } from '@/domain/shared/time';
import { formatRate } from '@/lib/format';
import type { PeriodShares, TestView } from '@/server/services/creative';
import { ALLOCATION_NAMES, planWords, reasonWords } from './share-words';

const StackChart = dynamic(() => import('@/components/charts/stack-chart').then((module) => module.StackChart), {
  loading: () => <Skeleton className="h-72" />,
});

/** Who gets which variant now and why, and how shares moved: folded, since most look at the sentence alone. */
export function TestShares({ test }: { test: TestView }) {
  const { timezone } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const last = test.shares.at(-1);
  if (!last) return null;
  const nameOf = (variantId: string) => {
    const variant = test.variants.find(({ id }) => id === variantId);
    return variant ? STYLE_NAMES[variant.style] : 'Unknown variant';
  };
  return (
    <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-8 w-fit list-none items-center gap-2 text-sm font-medium [&::-webkit-details-marker]:hidden pointer-coarse:min-h-11">
        <ChevronRight aria-hidden className="size-4 text-fg-subtle transition-transform group-open:rotate-90" />
        {test.endedAt ? 'Who got what, and why' : 'Who gets what now, and why'}
      </summary>
      {isOpen ? (
        <div className="flex flex-col gap-4 pt-2">
          <p className="max-w-prose text-table text-fg-muted">
            {ALLOCATION_NAMES[test.sharing.allocation]}. {planWords(test.sharing)} Whoever was given a variant keeps it.{' '}
            <NextMove test={test} last={last} />
          </p>
          <SharesNow test={test} last={last} nameOf={nameOf} />
          {test.shares.length > 1 ? (
            <StackChart
              title="Shares over time"
              series={last.arms.map(({ variantId }) => nameOf(variantId))}
              points={test.shares.map(({ from, arms }) => ({ at: from, values: arms.map(({ share }) => share) }))}
              timezone={timezone}
            />
          ) : null}
        </div>
      ) : null}
    </details>
  );
}

function NextMove({ test, last }: { test: TestView; last: PeriodShares }) {
  const { startedAt } = test;
  if (test.sharing.allocation === 'fixed' || test.status !== 'running' || !startedAt) return null;
  if (test.verdict?.kind === 'mismatch') return 'Shares do not move while customers do not fall as planned.';
  const next = after(startedAt, (daysRun(startedAt, last.from) + 1) * DAY);
  return (
    <>
      Shares move next at <TimeText at={next} as="absolute" />.
    </>
  );
}

type SharesNowProps = { test: TestView; last: PeriodShares; nameOf: (variantId: string) => string };

function SharesNow({ test, last, nameOf }: SharesNowProps) {
  return (
    <table className={STACKED.table}>
      <caption className="sr-only">Shares of the variants since the last move</caption>
      <thead className={STACKED.head}>
        <tr className="text-left text-fg-muted">
          <th scope="col" className="py-1.5 pr-3 font-normal">
            Variant
          </th>
          <th scope="col" className="py-1.5 pr-3 font-normal">
            Of new customers
          </th>
          <th scope="col" className="py-1.5 font-normal">
            Why
          </th>
        </tr>
      </thead>
      <tbody className={STACKED.body}>
        {last.arms.map((arm, index) => (
          <tr key={arm.variantId} className={STACKED.row}>
            <th scope="row" className={`${STACKED.title} text-left font-medium`}>
              {nameOf(arm.variantId)}
            </th>
            <td data-label="Of new customers" className={`${STACKED.line} tabular-nums sm:pr-3`}>
              {formatRate(arm.share, 1)}
            </td>
            <td data-label="Why" className={`${STACKED.line} text-fg-muted`}>
              {reasonWords(arm, test.sharing, index === 0, test.aims.goal)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
