'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { RuleGroup } from '@/domain/segments/rule';
import { formatCount, formatMoney, formatRate } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { RuleCount } from '@/server/services/segments';
import { firstSentence } from './rule-draft';

/** How many the rule finds now, with some of them; counted again whenever typing rests. */
export function LiveCountCard({ rule, isWhole }: { rule: RuleGroup; isWhole: boolean }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const rested = useDebounced(rule, 400);
  const count = useQuery({
    ...trpc.segments.count.queryOptions({ workspace: slug, rule: rested }, { trpc: { abortOnUnmount: true } }),
    enabled: isWhole,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Card aria-busy={count.isFetching}>
      <CardHeader title="In it now" />
      <CardBody>
        {isWhole ? null : <p className="text-table text-fg-muted">Finish the rule to see whom it finds.</p>}
        {isWhole && count.error ? <p className="text-bad">{firstSentence(count.error.message)}</p> : null}
        {isWhole && !count.error && !count.data ? <Skeleton className="h-8 w-32" /> : null}
        {isWhole && !count.error && count.data ? <Found count={count.data} /> : null}
      </CardBody>
    </Card>
  );
}

function Found({ count }: { count: RuleCount }) {
  if (count.kind === 'too_slow') {
    return (
      <p className="text-table">
        This rule takes too long to count while you type, even on a sample of the {formatCount(count.base)} customers.
        It can be kept; its members are then worked out in the background.
      </p>
    );
  }
  return (
    <>
      <p role="status" className="text-2xl font-medium tabular-nums">
        {count.kind === 'estimated' ? 'About ' : ''}
        {formatCount(count.count)} <span className="text-sm font-normal text-fg-muted">customers</span>
      </p>
      <p className="text-table text-fg-muted">
        {count.base > 0
          ? `${formatRate(count.count / count.base, 1)} of ${formatCount(count.base)}`
          : 'There are no customers yet.'}
        {count.kind === 'estimated'
          ? `: estimated from ${formatCount(count.looked)} at random, between ${formatCount(count.low)} and ${formatCount(count.high)} (95% interval)`
          : ''}
      </p>
      <Sample count={count} />
    </>
  );
}

function Sample({ count }: { count: Exclude<RuleCount, { kind: 'too_slow' }> }) {
  const { to, currency } = useWorkspace();
  if (count.sample.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 mb-1 text-xs text-fg-muted">Some of them</h3>
      <ul className="flex flex-col divide-y divide-border text-table">
        {count.sample.map((customer) => (
          <li key={customer.id} className="flex min-h-8 items-center justify-between gap-3 pointer-coarse:min-h-11">
            <Link href={to(`/customers/${customer.id}`)} className="min-w-0 truncate rounded-sm hover:underline">
              {customer.name}
            </Link>
            <span className="text-fg-muted tabular-nums">{formatMoney(customer.lifetimeValueCents, { currency })}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
