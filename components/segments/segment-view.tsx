'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { LineChart } from '@/components/charts/line-chart';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Tag } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatCount, formatRate, MISSING } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { SegmentDetail } from '@/server/services/segments';
import { MembersCard } from './members-card';
import { SegmentMoves } from './segment-moves';

/** While its members are worked out somebody waits for them. */
const PENDING_MS = 1_500;
const REFRESH_MS = 15_000;

/** One segment: its rule, who is in it, how that changed, and what uses it. */
export function SegmentView({ segmentId }: { segmentId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.segments.get.queryOptions(
      { workspace: slug, segmentId },
      { refetchInterval: ({ state }) => (state.data?.isPending ? PENDING_MS : REFRESH_MS) },
    ),
  );
  if (error && !data) return <ErrorState isWholePage description={error.message} onRetry={() => void refetch()} />;
  const back = <Link href={to('/segments')}>Segments</Link>;
  if (!data) {
    return (
      <PageBody>
        <PageHeader title="Segment" back={back} />
        <SkeletonLines lines={12} />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <PageHeader
        title={data.name}
        back={back}
        status={data.isArchived ? <Tag>Archived</Tag> : null}
        description={data.description || undefined}
        actions={<SegmentMoves segment={data} />}
      />
      {data.isPending ? <Notice>Its members are being worked out.</Notice> : null}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(280px,360px)]">
        <div className="flex min-w-0 flex-col gap-5">
          <RuleCard segment={data} />
          <SizeCard segment={data} />
          <MembersCard segment={data} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <UsedCard segment={data} />
          <VersionsCard segment={data} />
        </div>
      </div>
    </PageBody>
  );
}

function RuleCard({ segment }: { segment: SegmentDetail }) {
  const { members, base, evaluatedAt, words } = segment;
  const today = segment.days.at(-1);
  return (
    <Card>
      <CardHeader title="Rule" description={`${words.charAt(0).toUpperCase()}${words.slice(1)}.`} />
      <CardBody>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          <Figure label="In it">{formatCount(members)}</Figure>
          <Figure label="Of all customers">{base > 0 ? formatRate(members / base, 1) : MISSING}</Figure>
          <Figure label="Entered today">{formatCount(today?.entered ?? 0)}</Figure>
          <Figure label="Left today">{formatCount(today?.left ?? 0)}</Figure>
        </dl>
        <p className="mt-3 text-xs text-fg-muted">
          {evaluatedAt ? (
            <>
              Everybody was looked at <TimeText at={evaluatedAt} />; whom something happens to, right after. Days are in
              UTC.
            </>
          ) : (
            'Nobody has been looked at yet.'
          )}
        </p>
      </CardBody>
    </Card>
  );
}

function Figure({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt className="text-xs text-fg-muted">{label}</dt>
      <dd className="text-lg font-medium tabular-nums">{children}</dd>
    </div>
  );
}

function SizeCard({ segment }: { segment: SegmentDetail }) {
  const known = segment.days.filter(({ members }) => members !== null);
  if (known.length < 2) {
    return (
      <Card>
        <CardHeader title="Size over time" description="One point a day: the line begins tomorrow." />
      </Card>
    );
  }
  return (
    <Card>
      <LineChart
        title="Size over time"
        label="Customers in it"
        points={known.map(({ day, members }, index) => ({
          at: day,
          value: members,
          isIncomplete: index === known.length - 1,
        }))}
        meta={{ unit: 'count', direction: 'none' }}
        timezone="UTC"
      />
    </Card>
  );
}

function UsedCard({ segment }: { segment: SegmentDetail }) {
  const { to } = useWorkspace();
  return (
    <Card>
      <CardHeader title="Used in" />
      <CardBody>
        {segment.usedIn.length === 0 ? (
          <p className="text-table text-fg-muted">Nothing yet. A campaign can ask for it, or begin with it.</p>
        ) : (
          <ul className="flex flex-col gap-1.5 text-table">
            {segment.usedIn.map(({ kind, id, name }) => (
              <li key={`${kind}:${id}`} className="flex items-center justify-between gap-3">
                <Link href={to(`/${kind}s/${id}`)} className="min-w-0 truncate rounded-sm hover:underline">
                  {name}
                </Link>
                <span className="text-xs text-fg-muted">{kind === 'campaign' ? 'Campaign' : 'Segment'}</span>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function VersionsCard({ segment }: { segment: SegmentDetail }) {
  return (
    <Card>
      <CardHeader title="Versions" />
      <CardBody>
        <ol className="flex flex-col gap-3 text-table">
          {segment.versions.map(({ revision, name, words, changedBy, changedAt }) => (
            <li key={revision}>
              <p className="flex items-baseline justify-between gap-3">
                <span className="font-medium">
                  {revision}. {name}
                </span>
                <span className="text-xs text-fg-muted">
                  <TimeText at={changedAt} />
                </span>
              </p>
              <p className="text-xs text-fg-muted">
                {words}
                {changedBy ? ` · ${changedBy}` : ''}
              </p>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}
