'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import {
  Activity,
  BadgeCheck,
  CornerDownRight,
  ListChecks,
  type LucideIcon,
  Milestone,
  MousePointerClick,
  Receipt,
  Send,
  Undo2,
} from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatDate } from '@/lib/format';
import { instantOf } from '@/lib/kpi-range';
import { useTRPC } from '@/lib/trpc/client';
import type { TimelineEntry } from '@/server/services/customers';
import { groupByDay } from './group-by-day';
import { entryWords, TIMELINE_GROUP_IDS, TIMELINE_GROUPS } from './timeline-words';

const PAGE_SIZE = 40;
const SHOW_ALL = 'all';
const CHOICES = [SHOW_ALL, ...TIMELINE_GROUP_IDS] as const;

const ICONS: Record<TimelineEntry['kind'], LucideIcon> = {
  event: Activity,
  order: Receipt,
  refund: Undo2,
  decision: ListChecks,
  message: Send,
  message_event: MousePointerClick,
  consent: BadgeCheck,
  stage: Milestone,
};

/** Everything that happened to a customer, newest first, the decisions not to act among it. */
export function Timeline({ customerId }: { customerId: string }) {
  const { slug, timezone } = useWorkspace();
  const trpc = useTRPC();
  const [shown, setShown] = useQueryState('show', parseAsStringLiteral(CHOICES).withDefault(SHOW_ALL));
  const timeline = useInfiniteQuery({
    ...trpc.customers.timeline.infiniteQueryOptions(
      {
        workspace: slug,
        customerId,
        limit: PAGE_SIZE,
        ...(shown !== SHOW_ALL && { kinds: [...TIMELINE_GROUPS[shown].kinds] }),
      },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
  const entries = timeline.data?.pages.flatMap((page) => page.items);
  return (
    <Card aria-busy={timeline.isPlaceholderData}>
      <CardHeader title="Timeline" description={`Newest first, times in ${timezone}`} />
      <div className="overflow-x-auto px-4 pb-2">
        <SegmentedControl
          label="Show"
          segments={CHOICES.map((value) => ({
            value,
            label: value === SHOW_ALL ? 'Everything' : TIMELINE_GROUPS[value].label,
          }))}
          value={shown}
          onValueChange={(next) => void setShown(next)}
        />
      </div>
      <CardBody>
        {timeline.error && !entries ? (
          <ErrorState description={timeline.error.message} onRetry={() => void timeline.refetch()} />
        ) : entries === undefined ? (
          <SkeletonLines lines={6} />
        ) : entries.length === 0 ? (
          <EmptyState
            icon={Activity}
            title={shown === SHOW_ALL ? 'Nothing has happened yet' : 'Nothing of this kind'}
            description={
              shown === SHOW_ALL
                ? 'Events, decisions, messages and orders of this customer will stand here.'
                : 'There are entries of other kinds.'
            }
            actions={shown === SHOW_ALL ? null : <Button onClick={() => void setShown(null)}>Show everything</Button>}
            className="py-8"
          />
        ) : (
          groupByDay(entries, timezone).map(({ day, items }) => (
            <section key={day} aria-label={formatDate(instantOf(day), 'UTC')} className="mb-3 last:mb-0">
              <h3 className="sticky top-13 z-1 bg-surface py-1.5 text-xs text-fg-muted">
                {formatDate(instantOf(day), 'UTC')}
              </h3>
              <ul>
                {items.map((entry) => (
                  <TimelineItem key={`${entry.kind}-${entry.id}`} entry={entry} />
                ))}
              </ul>
            </section>
          ))
        )}
        {timeline.hasNextPage ? (
          <Button
            variant="ghost"
            className="mt-2 w-full"
            pending={timeline.isFetchingNextPage}
            onClick={() => void timeline.fetchNextPage()}
          >
            Show what came before
          </Button>
        ) : null}
      </CardBody>
    </Card>
  );
}

function TimelineItem({ entry }: { entry: TimelineEntry }) {
  const { currency, to } = useWorkspace();
  const { title, detail, badge, path } = entryWords(entry, currency);
  const Icon = ICONS[entry.kind];
  const isFollowUp = entry.kind === 'message_event';
  return (
    <li className="relative -mx-2 flex items-start gap-3 rounded-md px-2 py-1.5 has-[a:hover]:bg-hover">
      <span className="mt-0.5 grid size-6 shrink-0 place-items-center rounded-full bg-neutral-soft text-fg-muted">
        {isFollowUp ? <CornerDownRight aria-hidden className="size-3.5" /> : <Icon aria-hidden className="size-3.5" />}
      </span>
      <span className="min-w-0 flex-1 pt-0.5">
        <span className="block text-table">
          {path ? (
            <Link
              href={to(path)}
              className="rounded-sm outline-none after:absolute after:inset-0 after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
            >
              {title}
            </Link>
          ) : (
            title
          )}
        </span>
        {detail ? <span className="block text-xs break-words text-fg-muted">{detail}</span> : null}
      </span>
      {badge ? (
        <Badge tone={badge.tone} className="max-sm:hidden">
          {badge.label}
        </Badge>
      ) : null}
      <span className="shrink-0 pt-0.5 text-xs text-fg-muted">
        <TimeText at={entry.at} as="clock" />
      </span>
    </li>
  );
}
