'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Tabs } from '@/components/ui/tabs';
import { DeadLetters } from './dead-letters';
import { EventTail } from './event-tail';
import { IntakeCard, useIntake } from './intake-card';

const TABS = ['accepted', 'dead'] as const;

/** What the shop sends us: what was accepted, as it comes, and what could not be used. */
export function EventsView() {
  const { person, may } = useWorkspace();
  if (!may('events.read')) return <ForbiddenState role={person.role} right="events.read" what="Events" />;
  return <Events />;
}

function Events() {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('accepted'));
  const { data: intake } = useIntake();
  return (
    <PageBody>
      <PageHeader
        title="Events"
        description="What the shop tells us, as it comes in. Events that could not be used are kept whole, to be mended and sent again."
      />
      <IntakeCard />
      <Tabs
        label="Events"
        value={tab}
        onValueChange={(next) => void setTab(next)}
        tabs={[
          { value: 'accepted', label: 'Accepted', content: <EventTail /> },
          { value: 'dead', label: 'Dead letters', count: intake?.deadLetters, content: <DeadLetters /> },
        ]}
      />
    </PageBody>
  );
}
