'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { LevelMeter } from '@/components/autonomy/level-meter';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import type { AgentListItem } from '@/server/services/agents';
import { AgentOversight, AgentResults } from './agent-figures';
import { CARD_LINK } from './card-link';
import { CreativeAgentCard } from './creative-agent-card';
import { Stopped } from './stopped';

/** Every agent: how far each of its actions may go by itself, and what it did. */
export function AgentsView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const list = useQuery(trpc.agents.list.queryOptions({ workspace: slug }));
  return (
    <PageBody>
      <PageHeader
        title="Agents"
        description="Who decides what to say to whom. Each action earns how far it may go by itself, from approvals in a row and what customers make of it."
      />
      {list.data ? (
        <div className="grid items-start gap-5 xl:grid-cols-2">
          {list.data.map((agent) => (
            <AgentCard key={agent.id} agent={agent} />
          ))}
          <CreativeAgentCard />
        </div>
      ) : (
        <Card className="p-4">
          {list.error ? (
            <ErrorState description={list.error.message} onRetry={() => void list.refetch()} />
          ) : (
            <SkeletonLines lines={10} />
          )}
        </Card>
      )}
    </PageBody>
  );
}

function AgentCard({ agent }: { agent: AgentListItem }) {
  const { to } = useWorkspace();
  return (
    <Card className="relative transition-[border-color] duration-120 hover:border-border-strong">
      <CardHeader
        title={
          <Link href={to(`/agents/${agent.id}`)} className={CARD_LINK}>
            {agent.name} <ChevronRight aria-hidden className="inline size-4 text-fg-subtle" />
          </Link>
        }
        description={agent.description}
        actions={agent.isStopped ? <Stopped /> : null}
      />
      <CardBody className="flex flex-col gap-4">
        <ul className="flex flex-col divide-y divide-border border-y border-border">
          {agent.actions.map(({ action, actionName, level }) => (
            <li
              key={action}
              className="flex items-center justify-between gap-x-4 gap-y-1 py-2 text-table max-sm:flex-col max-sm:items-start"
            >
              <span>{actionName}</span>
              <LevelMeter level={level} />
            </li>
          ))}
        </ul>
        <AgentOversight figures={agent.figures} decisionsToday={agent.decisionsToday} />
        <AgentResults figures={agent.figures} />
      </CardBody>
    </Card>
  );
}
