'use client';

import { useQuery } from '@tanstack/react-query';
import { Fact } from '@/components/decisions/section';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';

/** The agent that decides about words instead of customers: what it does is in the creative library. */
export function CreativeAgentCard() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.creative.list.queryOptions({ workspace: slug, status: null, templateId: null }));
  return (
    <Card className="relative transition-[border-color] duration-120 hover:border-border-strong">
      <CardHeader
        title={
          <Link
            href={to('/creative')}
            className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-focus"
          >
            Creative testing
          </Link>
        }
        description="Writes messages in several ways, has a person judge each, tries them against each other and keeps the better one. It wakes weekly, when a campaign is launched, and when a message stops getting better. It decides about words, not about customers: every variant is judged before it is tried."
      />
      <CardBody>
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
          <Fact label="To be judged">{formatCount(data?.counts.proposed)}</Fact>
          <Fact label="Running">{formatCount(data?.counts.running)}</Fact>
          <Fact label="Concluded">{formatCount(data?.counts.concluded)}</Fact>
        </dl>
      </CardBody>
    </Card>
  );
}
