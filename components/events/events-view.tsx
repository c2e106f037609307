'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { Tabs } from '@/components/ui/tabs';
import { useTRPC } from '@/lib/trpc/client';
import { IntakeStrip } from './intake-strip';
import { LiveTail } from './live-tail';

// Most come for what comes in now: the other tabs come when they are opened.
const loading = () => <SkeletonLines lines={6} />;
const RefusedEvents = dynamic(() => import('./refused-events').then((module) => module.RefusedEvents), { loading });
const QualityPanel = dynamic(() => import('./quality-panel').then((module) => module.QualityPanel), { loading });
const ConnectPanel = dynamic(() => import('./connect-panel').then((module) => module.ConnectPanel), { loading });

const TABS = ['live', 'unusable', 'quality', 'connect'] as const;
const REFRESH_MS = 5_000;

/** What the shop tells us, as it comes in; what could not be used of it; and how to make it tell us. */
export function EventsView() {
  const { person, may } = useWorkspace();
  if (!may('events.read')) return <ForbiddenState role={person.role} right="events.read" what="The events page" />;
  return <Events />;
}

function Events() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('live'));
  const intake = useQuery(trpc.events.intake.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS }));
  return (
    <PageBody>
      <PageHeader
        title="Events"
        description="What shoppers do, as the shop tells us. Each event is stored before it is answered, and nothing that cannot be used is thrown away."
      />
      <IntakeStrip intake={intake.data} error={intake.error} onRetry={() => void intake.refetch()} />
      <Tabs
        label="Events"
        value={tab}
        onValueChange={(next) => void setTab(next, { history: 'push' })}
        tabs={[
          { value: 'live', label: 'Live', content: <LiveTail /> },
          {
            value: 'unusable',
            label: 'Could not be used',
            count: intake.data?.deadLetters,
            content: <RefusedEvents />,
          },
          { value: 'quality', label: 'Quality', content: <QualityPanel /> },
          {
            value: 'connect',
            label: 'Connect a shop',
            content: <ConnectPanel lastReceivedAt={intake.data?.lastReceivedAt} />,
          },
        ]}
      />
    </PageBody>
  );
}
