'use client';

import { ChevronRight } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { creativeCard } from '@/domain/agents/creative-testing/creative-card';
import { CARD_LINK } from './card-link';
import { CreativeFigures } from './creative-figures';

/** The agent that decides about words instead of customers. */
export function CreativeAgentCard() {
  const { to } = useWorkspace();
  return (
    <Card className="relative transition-[border-color] duration-120 hover:border-border-strong">
      <CardHeader
        title={
          <Link href={to(`/agents/${creativeCard.id}`)} className={CARD_LINK}>
            {creativeCard.name} <ChevronRight aria-hidden className="inline size-4 text-fg-subtle" />
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
