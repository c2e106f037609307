'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { creativeCard } from '@/domain/agents/creative-testing/creative-card';
import { CreativeFigures } from './creative-figures';

/** The agent that decides about words instead of customers. */
export function CreativeAgentCard() {
  const { to } = useWorkspace();
  return (
    <Card className="relative transition-[border-color] duration-120 hover:border-border-strong">
      <CardHeader
        title={
          <Link
            href={to(`/agents/${creativeCard.id}`)}
            className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-focus"
          >
            {creativeCard.name}
          </Link>
        }
        description={`${creativeCard.description} It wakes weekly, when a campaign is launched, and when a message stops getting better. It decides about words, not about customers: every variant is judged before it is tried.`}
      />
      <CardBody>
        <CreativeFigures />
      </CardBody>
    </Card>
  );
}
