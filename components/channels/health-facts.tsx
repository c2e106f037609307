'use client';

import type { ReactNode } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { Notice } from '@/components/ui/notice';
import type { ChannelId } from '@/domain/channels/channel';
import { formatCount, formatDuration, formatRate, plural } from '@/lib/format';
import type { ProviderHealth } from '@/server/services/providers';

/** What a provider did in a day, what waits for it, and whether it answers. */
export function HealthFacts({ health, channel }: { health: ProviderHealth; channel: ChannelId }) {
  const { handedOver, wentWrong, waiting, lastSuccessAt, lastFailure, circuit, restsUntil } = health;
  return (
    <>
      {circuit !== 'closed' ? (
        <Notice tone="bad" title={circuit === 'open' ? 'Nothing is handed over for now' : 'One message is tried next'}>
          {lastFailure ? `${lastFailure.reason} (${lastFailure.code}). ` : ''}
          {restsUntil ? (
            <>
              Tried again <TimeText at={restsUntil} />.
            </>
          ) : (
            'If it is taken, the rest follows.'
          )}
        </Notice>
      ) : restsUntil ? (
        <Notice tone="warn" title="The provider asked to wait">
          Sending goes on <TimeText at={restsUntil} />.
        </Notice>
      ) : null}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-table sm:grid-cols-3 lg:grid-cols-5">
        <Fact label="Handed over, 24 h">{formatCount(handedOver)}</Fact>
        <Fact label="Went wrong, 24 h">
          {formatCount(wentWrong)}
          {handedOver > 0 ? <span className="text-fg-muted"> ({formatRate(wentWrong / handedOver, 1)})</span> : null}
        </Fact>
        <Fact label="Due and waiting">
          {formatCount(waiting)}
          <Queue health={health} channel={channel} />
        </Fact>
        <Fact label="Last success">
          {lastSuccessAt ? <TimeText at={lastSuccessAt} /> : <span className="text-fg-muted">None yet</span>}
        </Fact>
        <Fact label="Last trouble">
          {lastFailure ? (
            <span title={lastFailure.reason}>
              <TimeText at={lastFailure.at} /> <span className="text-fg-muted">({lastFailure.code})</span>
            </span>
          ) : (
            <span className="text-fg-muted">None</span>
          )}
        </Fact>
      </dl>
    </>
  );
}

/** How long the queue takes at the sender's pace. */
function Queue({ health: { quota, waitingUnits }, channel }: { health: ProviderHealth; channel: ChannelId }) {
  if (!quota || waitingUnits === 0) return null;
  const seconds = waitingUnits / quota.perSecond;
  const units = channel === 'sms' ? `${plural(waitingUnits, 'segment')}, ` : '';
  return (
    <span className="text-fg-muted">
      {' '}
      ({units}about {formatDuration(Math.max(1, seconds) * 1_000)})
    </span>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-fg-muted">{label}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}
