'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Link } from '@/components/ui/link';
import { NoMatch } from '@/components/ui/no-match';
import { SkeletonLines } from '@/components/ui/skeleton';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import { ruleName } from '@/domain/guardrails/rule-names';
import { formatCount, formatRate } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { BlockedReasons } from '@/server/services/decisions';
import { DecisionFilterRow } from './decision-filter-row';
import { withLocalTimes } from './local-times';
import { useDecisionFilters } from './use-decision-filters';

/** What stops most decisions, each bar leading to the decisions it was counted from. */
export function BlockedView() {
  const { person, may } = useWorkspace();
  if (!may('decisions.read')) return <ForbiddenState role={person.role} right="decisions.read" what="This overview" />;
  return <Overview />;
}

function Overview() {
  const trpc = useTRPC();
  const { slug, to } = useWorkspace();
  const filters = useDecisionFilters();
  const { agentId, action, channel, from, to: until } = filters.asked;
  const question = { workspace: slug, agentId, action, channel, from, to: until };
  const blocked = useQuery(trpc.decisions.blocked.queryOptions(question, { placeholderData: keepPreviousData }));
  return (
    <PageBody>
      <PageHeader
        back={<BackLink href={to('/decisions')}>Decisions</BackLink>}
        title="What stops most"
        description="Decisions that a guardrail blocked, by the rule that said no: when they were decided, while they waited, or when they were to leave. One decision can be stopped by several."
      />
      <DecisionFilterRow {...filters} isBrief />
      {blocked.isError && !blocked.data ? (
        <ErrorState description={blocked.error.message} onRetry={() => void blocked.refetch()} />
      ) : blocked.data ? (
        <Bars reasons={blocked.data} filters={filters} />
      ) : (
        <Card className="px-4 py-4">
          <SkeletonLines lines={8} className="h-64" />
        </Card>
      )}
    </PageBody>
  );
}

type BarsProps = { reasons: BlockedReasons; filters: ReturnType<typeof useDecisionFilters> };

function Bars({ reasons, filters }: BarsProps) {
  const { to, timezone } = useWorkspace();
  const { decided, blocked, looked, later, unnamed, guardrails } = reasons;
  if (blocked === 0) return <NothingBlocked filters={filters} />;
  const drill = (more: Record<string, string>) => {
    const params = new URLSearchParams(filters.query);
    for (const [name, value] of Object.entries({ outcome: 'blocked', ...more })) params.set(name, value);
    return to(`/decisions?${params}`);
  };
  return (
    <Card className="flex flex-col gap-5 px-4 py-4">
      <p className="text-sm">
        <Link href={drill({})} className="text-link underline underline-offset-2 hover:no-underline">
          {formatCount(blocked)} of {formatCount(decided)}
        </Link>{' '}
        decisions were blocked, {formatRate(blocked / decided, 1)}.
        {looked < blocked ? ` What follows is counted over the latest ${formatCount(looked)} of them.` : null}
        {later > 0
          ? ` ${formatCount(later)} of them had been allowed, and were stopped by a later look at the world: while they waited, or when they were to leave.`
          : null}
        {unnamed > 0
          ? ` ${formatCount(unnamed)} stand under no rule below: stopped when somebody approved them, or because nothing could be checked any more.`
          : null}
      </p>
      <ul className="flex flex-col gap-5">
        {guardrails.map(({ guardrail, count, rules }) => (
          <li key={guardrail} className="flex flex-col gap-2">
            <Bar
              href={drill({ guardrail })}
              label={GUARDRAIL_NAMES[guardrail]}
              count={count}
              share={count / looked}
              isStrong
            />
            <ul className="flex flex-col gap-2 border-l border-border pl-4">
              {rules.map(({ rule, count: ofRule, example }) => (
                <li key={rule}>
                  <Bar
                    href={drill({ guardrail, rule })}
                    label={<span title={rule}>{ruleName(rule)}</span>}
                    count={ofRule}
                    share={ofRule / looked}
                  />
                  <p className="mt-0.5 max-w-[80ch] text-xs text-fg-muted">
                    Latest: {withLocalTimes(example, timezone)}
                  </p>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

type BarProps = { href: string; label: ReactNode; count: number; share: number; isStrong?: boolean };

function Bar({ href, label, count, share, isStrong = false }: BarProps) {
  return (
    <Link href={href} className="group flex flex-col gap-1 rounded-sm text-table">
      <span className="flex min-h-6 flex-wrap items-center justify-between gap-x-4">
        <span className={isStrong ? 'font-medium group-hover:underline' : 'group-hover:underline'}>{label}</span>
        <span>
          {formatCount(count)} <span className="text-fg-muted">· {formatRate(share, 0)}</span>
        </span>
      </span>
      <span aria-hidden className="block h-2 overflow-hidden rounded-sm bg-sunken">
        <span
          className={isStrong ? 'block h-full bg-bad' : 'block h-full bg-bad/50'}
          style={{ width: `${Math.max(1, share * 100)}%` }}
        />
      </span>
    </Link>
  );
}

function NothingBlocked({ filters: { isFiltered, clear } }: { filters: BarsProps['filters'] }) {
  if (isFiltered) return <NoMatch title="No blocked decision fits these filters" onClear={clear} />;
  return (
    <EmptyState
      icon={ShieldCheck}
      title="No guardrail has blocked anything"
      description="As soon as one does, it is counted here by the rule that said no."
    />
  );
}
