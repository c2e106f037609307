'use client';

import { useQuery } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Code } from '@/components/ui/code';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Skeleton } from '@/components/ui/skeleton';
import { QUALITY_TARGET, type QualityPartId, type SourceFacts } from '@/domain/events/quality';
import { plural } from '@/domain/shared/plural';
import { formatCount, formatRate } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { SourceQuality } from '@/server/services/events';

const REFRESH_MS = 60_000;
const PARTS: Record<QualityPartId, { name: string; formula: string }> = {
  freshness: { name: 'Freshness', formula: '24 h / hours since the last event, 100% within a day' },
  volume: { name: 'Volume', formula: 'last full day against the median of its weekday; 100% between half and twice' },
  validity: { name: 'Validity', formula: '1 − (refused + of no use) / all that came in' },
  uniqueness: { name: 'Uniqueness', formula: '1 − repeated / (new + repeated)' },
  timeliness: { name: 'Timeliness', formula: '1 − events more than a day late / events' },
  completeness: { name: 'Completeness', formula: '1 − null values / values of properties' },
  schema: { name: 'Schema', formula: '1 − changed properties / properties compared' },
};
const DRIFT_WORDS = { missing: 'is missing', new: 'is new', type: 'changed its type' } as const;

/** How good the data of each source is, by parts that each say how they are measured. */
export function QualityPanel() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const quality = useQuery(trpc.events.quality.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS }));
  if (quality.error && !quality.data) {
    return <ErrorState description={quality.error.message} onRetry={() => void quality.refetch()} />;
  }
  if (!quality.data) return <Skeleton className="h-64 w-full" />;
  if (quality.data.length === 0) {
    return (
      <EmptyState
        icon={Gauge}
        title="No source yet"
        description="Once a shop sends events, how fresh, complete and steady they are is measured here."
      />
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="text-table text-fg-muted">
        The score is the mean of the parts that can be measured, over seven days; the target is{' '}
        {formatRate(QUALITY_TARGET, 0)}. Counted every five minutes; days are UTC.
      </p>
      {quality.data.map((source) => (
        <Source key={source.keyId} source={source} />
      ))}
    </div>
  );
}

function Source({ source }: { source: SourceQuality }) {
  const { score, parts, facts, lastReceivedAt } = source;
  return (
    <Card>
      <CardHeader
        title={source.name ?? 'Without a key: generated, or sent in again by hand'}
        actions={<Score score={score} />}
      />
      <CardBody className="flex flex-col gap-4">
        <p className="text-table text-fg-muted">
          {plural(facts.events, 'event')} in seven days
          {lastReceivedAt ? (
            <>
              , the last <TimeText at={lastReceivedAt} />
            </>
          ) : null}
        </p>
        <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
          {parts.map(({ id, value }) => (
            <div key={id} className="flex min-w-0 flex-col gap-0.5">
              <dt className="text-table text-fg-muted">{PARTS[id].name}</dt>
              <dd className="text-sm font-medium tabular-nums">
                {value === null ? 'Not measured yet' : formatRate(value, 1)}
              </dd>
              <dd className="text-xs text-fg-muted">
                {countWords(id, facts)}
                <span className="block">{PARTS[id].formula}</span>
              </dd>
            </div>
          ))}
        </dl>
        <Drifts facts={facts} />
        <Drill facts={facts} />
      </CardBody>
    </Card>
  );
}

function Score({ score }: { score: number | null }) {
  if (score === null) return <Badge>Not measured yet</Badge>;
  const isGood = score >= QUALITY_TARGET;
  return (
    <Badge tone={isGood ? 'good' : 'warn'}>
      {formatRate(score, 1)} {isGood ? 'on target' : 'below target'}
    </Badge>
  );
}

function countWords(id: QualityPartId, facts: SourceFacts): string {
  switch (id) {
    case 'freshness':
      return facts.hoursSinceLast === null
        ? ''
        : `${formatCount(facts.hoursSinceLast, { decimals: 1 })} h since the last`;
    case 'volume':
      return `${formatCount(facts.lastDay)} on the last full day; ${facts.sameWeekdays.map((count) => formatCount(count)).join(', ') || 'nothing'} before`;
    case 'validity':
      return `${formatCount(facts.rejected)} refused, ${formatCount(facts.unusable)} of no use`;
    case 'uniqueness':
      return `${formatCount(facts.duplicates)} repeated`;
    case 'timeliness':
      return `${formatCount(facts.late)} late`;
    case 'completeness':
      return `${formatCount(facts.nulls)} of ${formatCount(facts.values)} null`;
    case 'schema':
      return `${formatCount(facts.drifts.length)} of ${formatCount(facts.compared)} changed`;
  }
}

function Drifts({ facts }: { facts: SourceFacts }) {
  if (facts.drifts.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-table">
      {facts.drifts.map(({ name, property, kind, before, now }) => (
        <li key={`${name}-${property}`} className="break-words">
          <Code>{property}</Code> of {name} {DRIFT_WORDS[kind]}:{' '}
          <span className="text-fg-muted">
            {before} in the three weeks before, {now} in the last two days
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The ways to the events behind it. */
function Drill({ facts }: { facts: SourceFacts }) {
  const { to } = useWorkspace();
  const names = [...new Set(facts.drifts.map(({ name }) => name))].slice(0, 3);
  const links = [
    ...(facts.rejected + facts.unusable > 0
      ? [{ href: to('/events?tab=unusable'), label: 'Events that could not be used' }]
      : []),
    ...names.map((name) => ({ href: to(`/events?name=${encodeURIComponent(name)}`), label: `${name} events` })),
  ];
  if (links.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-table">
      {links.map(({ href, label }) => (
        <Link key={href} href={href} className="text-link underline-offset-2 hover:underline">
          {label}
        </Link>
      ))}
    </p>
  );
}
