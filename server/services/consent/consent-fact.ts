import type { ChannelId } from '@/domain/channels/channel';
import type { ConsentRecord } from '@/domain/guardrails/consent-record';
import type { ConsentEvent } from '../../generated/prisma/client';

/** An entry of the ledger as guardrails look at it. */
export function consentFact(row: ConsentEvent): ConsentRecord {
  return {
    channel: row.channel as ChannelId,
    purpose: row.purpose,
    status: row.status as 'granted' | 'withdrawn',
    lawfulBasis: row.lawfulBasis,
    source: row.source,
    textVersion: row.textVersion,
    actor: row.actor,
    occurredAt: row.occurredAt.toISOString(),
  };
}
