'use client';

import { TimeText } from '@/components/layout/time-text';
import { CodeBlock, Id } from '@/components/ui/code';
import type { RecentEvent } from '@/server/services/events';

/** An accepted event as it was told. */
export function EventDetail({ event }: { event: RecentEvent }) {
  const isTraits = event.type === 'identify' || event.type === 'group';
  return (
    <div className="flex flex-col gap-4 px-4 pt-2 pb-6">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-table">
        <dt className="text-fg-muted">Happened</dt>
        <dd>
          <TimeText at={event.occurredAt} as="absolute" />
        </dd>
        <dt className="text-fg-muted">Received</dt>
        <dd>
          <TimeText at={event.receivedAt} as="absolute" />
        </dd>
        <dt className="text-fg-muted">Call</dt>
        <dd>{event.type}</dd>
        {event.userId ? (
          <>
            <dt className="text-fg-muted">userId</dt>
            <dd className="break-all">{event.userId}</dd>
          </>
        ) : null}
        {event.anonymousId ? (
          <>
            <dt className="text-fg-muted">anonymousId</dt>
            <dd className="break-all">{event.anonymousId}</dd>
          </>
        ) : null}
        <dt className="text-fg-muted">messageId</dt>
        <dd>
          <Id value={event.messageId} what="messageId" />
        </dd>
      </dl>
      <section className="flex flex-col gap-1.5">
        <h3 className="text-table font-medium">{isTraits ? 'Traits' : 'Properties'}</h3>
        <CodeBlock text={JSON.stringify(event.properties, null, 2)} label={isTraits ? 'traits' : 'properties'} />
      </section>
    </div>
  );
}
