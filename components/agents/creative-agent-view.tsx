'use client';

import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge, Tag, type Tone } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { creativeCard } from '@/domain/agents/creative-testing/creative-card';
import { CREATIVE_TRIGGER_NAMES, CREATIVE_TRIGGERS } from '@/domain/agents/creative-testing/trigger-kinds';
import { useTRPC } from '@/lib/trpc/client';
import type { CreativeDecisionView } from '@/server/services/creative';
import { CreativeFigures } from './creative-figures';
import { Stopped } from './stopped';

const AskWords = dynamic(() => import('./words-now').then((module) => module.AskWords), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} className="rounded-lg border border-border bg-surface p-5" />,
});

const StopHistory = dynamic(
  () => import('@/components/kill-switch/stop-history').then((module) => module.StopHistory),
  { ssr: false, loading: () => <SkeletonLines lines={4} className="rounded-lg border border-border bg-surface p-5" /> },
);

/** The agent that decides about words: what it wakes on, why no level of it rises, and what it decided. */
export function CreativeAgentView() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.creative.decisions.queryOptions({ workspace: slug }));
  return (
    <PageBody>
      <PageHeader
        title={creativeCard.name}
        back={<BackLink href={to('/agents')}>Agents</BackLink>}
        status={data?.isStopped ? <Stopped /> : null}
        description={creativeCard.description}
        actions={<LinkButton href={to('/creative')}>Creative library</LinkButton>}
      />
      <Card>
        <CardHeader
          title="How far it may go"
          description="A person judges every variant before it is tried, always. A winner comes into force by itself, because a person has approved its words."
        />
        <CardBody className="flex flex-col gap-4">
          <CreativeFigures />
          <div className="flex flex-wrap items-center gap-1.5 text-table text-fg-muted">
            <span>Wakes on</span>
            {CREATIVE_TRIGGERS.map((trigger) => (
              <Tag key={trigger}>{CREATIVE_TRIGGER_NAMES[trigger]}</Tag>
            ))}
          </div>
        </CardBody>
      </Card>
      <AskWords />
      <Card>
        <CardHeader title="Last decisions" />
        <DataTable
          label="Last decisions"
          columns={COLUMNS}
          rows={data?.decisions}
          rowId={({ id }) => id}
          rowHref={({ templateId }) => to(`/creative?message=${templateId}`)}
          error={error && !data ? { message: error.message, onRetry: () => void refetch() } : null}
          empty={
            <EmptyState
              icon={ListChecks}
              title="It has decided nothing yet"
              description="It looks once a week at each message that is sent."
            />
          }
          skeletonRows={6}
        />
      </Card>
      <StopHistory agentId={creativeCard.id} />
    </PageBody>
  );
}

const KINDS: Record<CreativeDecisionView['kind'], { label: string; tone: Tone }> = {
  test_proposed: { label: 'Test proposed', tone: 'info' },
  test_concluded: { label: 'Test concluded', tone: 'good' },
  not_tested: { label: 'No test', tone: 'neutral' },
};

const COLUMNS: Column<CreativeDecisionView>[] = [
  {
    id: 'message',
    header: 'Message',
    width: '220px',
    cell: ({ message }) => <span className="font-medium">{message}</span>,
  },
  {
    id: 'decided',
    header: 'Decided',
    width: '140px',
    onPhone: 'line',
    cell: ({ decidedAt }) => <TimeText at={decidedAt} />,
  },
  {
    id: 'kind',
    header: 'Decision',
    width: '140px',
    onPhone: 'aside',
    cell: ({ kind }) => <Badge tone={KINDS[kind].tone}>{KINDS[kind].label}</Badge>,
  },
  {
    id: 'trigger',
    header: 'Woken by',
    width: '150px',
    showFrom: 'lg',
    cell: ({ trigger }) => (
      <span className="text-fg-muted">{trigger ? CREATIVE_TRIGGER_NAMES[trigger] : 'Its own figures'}</span>
    ),
  },
  {
    id: 'reasons',
    header: 'Because',
    onPhone: 'line',
    cell: ({ summary, reasons }) => (
      <span className="text-fg-muted sm:line-clamp-2">{reasons.join(' ') || summary}</span>
    ),
  },
];
