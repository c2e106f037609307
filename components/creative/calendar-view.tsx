'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CalendarRange, ChevronLeft, ChevronRight } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { ChartFrame } from '@/components/charts/chart-frame';
import { BackLink } from '@/components/layout/back-link';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { NewTestLink } from '@/components/new-test/new-test-link';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { IconButton } from '@/components/ui/icon-button';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatSpan } from '@/lib/format';
import { calendarSpan, testCalendarParams, weeksLater } from '@/lib/test-calendar-params';
import { useTRPC } from '@/lib/trpc/client';
import type { Overlap, TestCalendar } from '@/server/services/creative';
import { CalendarTimeline } from './calendar-timeline';
import { calendarRows, calendarTable } from './prepare-calendar';

const REFRESH_MS = 60_000;
/** Weeks that Earlier and Later move by. */
const STEP = 4;

/** Which words were, are and will be tried when, and where tests share customers. */
export function CalendarView() {
  const { slug, now, timezone, to } = useWorkspace();
  const trpc = useTRPC();
  const [{ from }, setParams] = useQueryStates(testCalendarParams, { history: 'push' });
  const span = calendarSpan(from, now, timezone);
  const { data, error, refetch } = useQuery({
    ...trpc.creative.calendar.queryOptions(
      { workspace: slug, from: span.from, to: span.to },
      { refetchInterval: REFRESH_MS },
    ),
    placeholderData: keepPreviousData,
  });
  const move = (weeks: number) => void setParams({ from: weeksLater(span.firstDay, weeks) });
  return (
    <PageBody>
      <PageHeader
        title="Test calendar"
        description="Which words are tried when, and where tests share customers. A test ends when it has its answer; the policy ends it at the latest."
        back={<BackLink href={to('/creative')}>Creative library</BackLink>}
        actions={<NewTestLink />}
      />
      <FilterRow>
        <div className="flex items-center gap-2">
          <IconButton label="Earlier weeks" icon={<ChevronLeft aria-hidden />} onClick={() => move(-STEP)} />
          <IconButton label="Later weeks" icon={<ChevronRight aria-hidden />} onClick={() => move(STEP)} />
          <span aria-live="polite" className="text-table text-fg-muted">
            {formatSpan(span.from, new Date(span.to.getTime() - 1), timezone)}
          </span>
        </div>
        {from ? (
          <Button variant="ghost" onClick={() => void setParams({ from: null })}>
            Around now
          </Button>
        ) : null}
      </FilterRow>
      {data ? (
        <Tests calendar={data} span={span} />
      ) : (
        <Card className="p-4">
          {error ? (
            <ErrorState description={error.message} onRetry={() => void refetch()} />
          ) : (
            <SkeletonLines lines={6} />
          )}
        </Card>
      )}
    </PageBody>
  );
}

function Tests({ calendar, span }: { calendar: TestCalendar; span: ReturnType<typeof calendarSpan> }) {
  const { now, timezone } = useWorkspace();
  const rows = calendarRows(calendar, span, now, timezone);
  if (rows.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={CalendarRange}
          title="No test in these weeks"
          description="Tests of words stand here from the day they are proposed. The creative testing agent proposes one where a message is sent often enough; a person can make one at any time."
        />
      </Card>
    );
  }
  return (
    <>
      <Overlaps overlaps={calendar.overlaps} />
      <ChartFrame
        title="Tests"
        summary="What has run is filled; what may still come until the policy ends a test is hatched."
        table={calendarTable(rows, timezone)}
      >
        <CalendarTimeline rows={rows} span={span} />
      </ChartFrame>
    </>
  );
}

function Overlaps({ overlaps }: { overlaps: readonly Overlap[] }) {
  if (overlaps.length === 0) return null;
  return (
    <section aria-label="Tests that share customers" className="flex flex-col gap-2">
      {overlaps.map(({ left, right, words, isBiased }) => (
        <Notice key={`${left.id}:${right.id}`} tone={isBiased ? 'bad' : 'warn'}>
          {words}
        </Notice>
      ))}
    </section>
  );
}
