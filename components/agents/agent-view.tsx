'use client';

import { useQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import dynamic from 'next/dynamic';
import { sampledWords, whatIsMissing } from '@/components/autonomy/autonomy-words';
import { LevelMeter } from '@/components/autonomy/level-meter';
import { RequirementList } from '@/components/autonomy/requirement-list';
import { SetLevel } from '@/components/autonomy/set-level';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Tag } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatCount, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { triggerWords } from '@/lib/words/outcome-words';
import type { AgentAction, AgentDetail } from '@/server/services/agents';
import { AgentOversight, AgentResults, rpmtText } from './agent-figures';
import { Stopped } from './stopped';

const BOX = 'rounded-lg border border-border bg-surface p-5';
// Below the fold, with tables and all agents' names: it comes behind the page.
const AskAgent = dynamic(() => import('./ask-agent').then((module) => module.AskAgent), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} className={BOX} />,
});
const AgentBreaches = dynamic(
  () => import('@/components/breaches/agent-breaches').then((module) => module.AgentBreaches),
  { ssr: false, loading: () => <SkeletonLines lines={4} className={BOX} /> },
);
const LearntCard = dynamic(() => import('./learnt-card').then((module) => module.LearntCard), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} className={BOX} />,
});
const LeadsCard = dynamic(() => import('./leads-card').then((module) => module.LeadsCard), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} className={BOX} />,
});
const LastDecisions = dynamic(() => import('./last-decisions').then((module) => module.LastDecisions), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} className={BOX} />,
});
const LevelHistory = dynamic(
  () => import('@/components/autonomy/level-history').then((module) => module.LevelHistory),
  { ssr: false, loading: () => <SkeletonLines lines={6} className={BOX} /> },
);

const StopHistory = dynamic(
  () => import('@/components/kill-switch/stop-history').then((module) => module.StopHistory),
  { ssr: false, loading: () => <SkeletonLines lines={4} className={BOX} /> },
);

/** One agent: what it is, what it wakes on, how far it may go and why, what it did, and what it would do now. */
export function AgentView({ agentId }: { agentId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.agents.get.queryOptions({ workspace: slug, agentId }));
  if (error && !data) {
    return error.data?.code === 'NOT_FOUND' ? (
      <EmptyState
        isWholePage
        icon={SearchX}
        title="There is no such agent"
        description="The link may be old."
        actions={<LinkButton href={to('/agents')}>All agents</LinkButton>}
      />
    ) : (
      <ErrorState isWholePage description={error.message} onRetry={() => void refetch()} />
    );
  }
  const back = <BackLink href={to('/agents')}>Agents</BackLink>;
  if (!data) {
    return (
      <PageBody>
        <PageHeader title="Agent" back={back} />
        <SkeletonLines lines={12} />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <PageHeader
        title={data.name}
        back={back}
        status={data.isStopped ? <Stopped /> : null}
        description={data.description}
        actions={
          data.inReview > 0 ? (
            <LinkButton href={to(`/inbox?agent=${data.id}`)}>{formatCount(data.inReview)} in the inbox</LinkButton>
          ) : null
        }
      />
      <Overview agent={data} />
      <section aria-label="Actions" className="grid items-start gap-5 lg:grid-cols-2">
        {data.actions.map((action) => (
          <ActionCard key={action.action} action={action} />
        ))}
      </section>
      <LearntCard agentId={data.id} />
      {data.id === 'cart_winback' ? <LeadsCard /> : null}
      <AskAgent agentId={data.id} />
      <LastDecisions agentId={data.id} />
      <LevelHistory agentId={data.id} />
      <AgentBreaches agentId={data.id} />
      <StopHistory agentId={data.id} />
    </PageBody>
  );
}

function Overview({ agent }: { agent: AgentDetail }) {
  return (
    <Card>
      <CardHeader title="What it did" description="Counted over the last 30 days; revenue by last touch." />
      <CardBody className="flex flex-col gap-4">
        <AgentOversight figures={agent.figures} decisionsToday={agent.decisionsToday} />
        <AgentResults figures={agent.figures} />
        <div className="flex flex-wrap items-center gap-1.5 text-table text-fg-muted">
          <span>Wakes on</span>
          {agent.wakesOn.map((trigger) => (
            <Tag key={trigger}>{triggerWords(trigger)}</Tag>
          ))}
        </div>
      </CardBody>
    </Card>
  );
}

function ActionCard({ action }: { action: AgentAction }) {
  const { may, currency } = useWorkspace();
  const { figures } = action;
  return (
    <Card>
      <CardHeader
        title={action.actionName}
        description={<LevelMeter level={action.level} />}
        actions={may('autonomy.override') ? <SetLevel row={action} /> : null}
      />
      <CardBody className="flex flex-col gap-3">
        <p className="text-sm">{whatIsMissing(action.requirements)}</p>
        <RequirementList requirements={action.requirements} />
        {action.sampled ? <p className="text-table">{sampledWords(action.sampled)}</p> : null}
        <p className="text-xs text-fg-muted">
          {plural(figures.decisions, 'decision')}, {plural(figures.touches, 'touch', 'touches')},{' '}
          {rpmtText(figures, currency)} a touch in 30 days.
          {action.rejectedStreak > 0 ? ` Rejected ${plural(action.rejectedStreak, 'time')} in a row.` : null}
          {action.levelSince ? (
            <>
              {' '}
              At this level since <TimeText at={action.levelSince} as="absolute" />.
            </>
          ) : null}
          {action.fallsAt ? (
            <>
              {' '}
              Falls by one on <TimeText at={action.fallsAt} as="absolute" />, unless a person approves one unedited
              before.
            </>
          ) : null}
        </p>
      </CardBody>
    </Card>
  );
}
