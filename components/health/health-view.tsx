'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { DownloadTable } from '@/components/charts/download-table';
import { LineChart } from '@/components/charts/line-chart';
import { DateRangeControl } from '@/components/layout/date-range-control';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AsOf } from '@/components/metrics/as-of';
import { useFigureRange } from '@/components/metrics/use-figure-range';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { MetricMeta } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { ServiceLevels } from '@/server/services/health';
import {
  COURSE_NAMES,
  COURSES,
  isTimed,
  type Level,
  levelsOf,
  levelsTable,
  SHARES,
  targetOf,
  valueAt,
} from './prepare-levels';

// Below what one looks at first: tables may come after the page.
const ChannelsServed = dynamic(async () => (await import('./channels-served')).ChannelsServed, {
  ssr: false,
  loading: CardToCome,
});
const GapsCard = dynamic(async () => (await import('./gaps-card')).GapsCard, { ssr: false, loading: CardToCome });

const COURSE_OPTIONS = COURSES.map((value) => ({ value, label: COURSE_NAMES[value] }));
const SHARE_NAMES = [
  { value: 'p50', label: 'Half', ariaLabel: 'Half of them within' },
  { value: 'p95', label: '95%', ariaLabel: '95% of them within' },
  { value: 'p99', label: '99%', ariaLabel: '99% of them within' },
] as const;

/** Whether the product does its work as promised: each level of service beside its objective, and over time. */
export function HealthView() {
  const { slug } = useWorkspace();
  const { range } = useFigureRange();
  const trpc = useTRPC();
  const levels = useQuery(trpc.health.levels.queryOptions({ workspace: slug, range }));
  return (
    <PageBody>
      <PageHeader
        title="Service levels"
        description="Whether the product does its work as promised. Everything here was written down while it happened; up to three days are shown by the hour."
        actions={
          levels.data ? (
            <DownloadTable
              isLabelled
              table={levelsTable(levels.data)}
              name={`service levels ${range.from} to ${range.to}`}
            />
          ) : undefined
        }
      />
      <FilterRow>
        <DateRangeControl hasComparison={false} />
      </FilterRow>
      {levels.data ? (
        <Levels levels={levels.data} />
      ) : (
        <Card>
          {levels.error ? (
            <ErrorState description={levels.error.message} onRetry={() => void levels.refetch()} />
          ) : (
            <SkeletonLines lines={16} className="p-5" />
          )}
        </Card>
      )}
      <AsOf at={levels.data?.period.asOf} isRefreshing={levels.isFetching} onRefresh={() => void levels.refetch()} />
    </PageBody>
  );
}

function Levels({ levels }: { levels: ServiceLevels }) {
  const { phase } = levels.objectives;
  return (
    <>
      <section aria-label="Levels" className="flex flex-col gap-2">
        <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          {levelsOf(levels).map((level) => (
            <LevelTile key={level.id} level={level} />
          ))}
        </ul>
        <p className="text-table text-fg-muted">
          {phase
            ? `Objectives of the rollout’s phase “${phase}” where its gate names one, else those of the plan.`
            : 'Objectives of the plan: no rollout is running that asks for others.'}{' '}
          Uptime and requests are of the whole installation.
        </p>
      </section>
      <Course levels={levels} />
      <ChannelsServed channels={levels.channels} />
      <GapsCard levels={levels} />
    </>
  );
}

function LevelTile({ level: { name, value, objective, verdict, rests } }: { level: Level }) {
  return (
    <li className="flex min-w-0 flex-col gap-1 rounded-lg border border-border bg-surface p-3 shadow-card sm:p-4">
      <h2 className="text-table text-fg-muted">{name}</h2>
      <p className="text-kpi font-medium tabular-nums">{value}</p>
      <p>
        <Badge tone={verdict.tone}>{verdict.word}</Badge>
      </p>
      <p className="text-table text-fg-muted">{objective}</p>
      <p className="text-xs text-fg-muted">{rests}</p>
    </li>
  );
}

function Course({ levels }: { levels: ServiceLevels }) {
  const { timezone } = useWorkspace();
  const [course, setCourse] = useQueryState('show', parseAsStringLiteral(COURSES).withDefault('decisions'));
  const [share, setShare] = useQueryState('within', parseAsStringLiteral(SHARES).withDefault('p95'));
  const { by, steps } = levels;
  const meta: MetricMeta = isTimed(course)
    ? { unit: 'duration', direction: 'down' }
    : { unit: 'rate', direction: course === 'uptime' ? 'up' : 'down' };
  const within = SHARE_NAMES.find(({ value }) => value === share)?.ariaLabel.toLowerCase();
  const name = COURSE_NAMES[course];
  return (
    <LineChart
      title={`${name} by ${by}`}
      label={isTimed(course) ? `${name}, ${within}` : name}
      meta={meta}
      by={by}
      // Days are days: written in UTC, so that no zone moves them.
      timezone={by === 'day' ? 'UTC' : timezone}
      target={targetOf(course, levels)}
      points={steps.map((step) => ({
        at: step.at,
        value: valueAt(step, course, share),
        isIncomplete: step.isOpen,
      }))}
      controls={
        <>
          <Select
            label="What is drawn"
            options={COURSE_OPTIONS}
            value={course}
            onValueChange={(next) => void setCourse(next)}
            className="w-52"
          />
          {isTimed(course) ? (
            <SegmentedControl
              label="Which time"
              segments={SHARE_NAMES}
              value={share}
              onValueChange={(next) => void setShare(next)}
            />
          ) : null}
        </>
      }
    />
  );
}

function CardToCome() {
  return (
    <Card>
      <SkeletonLines lines={4} className="p-5" />
    </Card>
  );
}
