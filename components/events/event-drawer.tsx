'use client';

import type { ReactNode } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Tag } from '@/components/ui/badge';
import { CodeBlock, Id } from '@/components/ui/code';
import { Drawer } from '@/components/ui/drawer';
import { Link } from '@/components/ui/link';
import { formatExact } from '@/lib/format';
import type { RecentEvent } from '@/server/services/events';
import { eventSummary, eventTitle, factsOf } from './event-summary';
import { whoWords } from './event-words';

/** All of one event, beside the list. */
export function EventDrawer({ event, onClose }: { event: RecentEvent | null; onClose: () => void }) {
  return (
    <Drawer
      open={event !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={event ? eventTitle(factsOf(event)) : 'Event'}
      className="w-[min(92vw,520px)]"
    >
      {event ? <Details event={event} /> : null}
    </Drawer>
  );
}

function Details({ event }: { event: RecentEvent }) {
  const { currency, timezone, to } = useWorkspace();
  const summary = eventSummary(factsOf(event), currency);
  return (
    <div className="flex flex-col gap-4 px-4 pt-1 pb-6">
      {summary || event.isSimulated ? (
        <p className="flex flex-wrap items-center gap-2 text-fg-muted">
          {summary} {event.isSimulated ? <Tag>Simulated</Tag> : null}
        </p>
      ) : null}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 text-table">
        <Row name="Who">
          {event.customerId ? (
            <Link href={to(`/customers/${event.customerId}`)} className="text-link underline-offset-2 hover:underline">
              {whoWords(event)}
            </Link>
          ) : (
            whoWords(event)
          )}
        </Row>
        <Row name="Happened">{formatExact(event.occurredAt, timezone)}</Row>
        <Row name="Came in">{formatExact(event.receivedAt, timezone)}</Row>
        <Row name="Kind of call">{event.type}</Row>
        <Row name="messageId">
          <Id value={event.messageId} what="message id" />
        </Row>
      </dl>
      <section className="flex flex-col gap-2">
        <h3 className="text-sm font-medium">{event.type === 'identify' ? 'Traits' : 'Properties'}</h3>
        <CodeBlock text={JSON.stringify(event.properties, null, 2)} label="properties" />
      </section>
    </div>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
