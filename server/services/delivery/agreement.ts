import { type Agreement, isAssumed } from '@/domain/customers/assumed-consent';
import { isImplied, MARKETING } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

export type Asked = { customerId: string; channel: string };

/** What may be said of customers' agreement to marketing on a channel: by the latest word of each on it. One query. */
export async function loadAgreements(
  tx: Db,
  ctx: ServiceContext,
  asked: readonly Asked[],
): Promise<(one: Asked) => Agreement> {
  const words = await tx.consentEvent.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      customerId: { in: [...new Set(asked.map(({ customerId }) => customerId))] },
      channel: { in: [...new Set(asked.map(({ channel }) => channel))] },
      purpose: MARKETING,
    },
    orderBy: [{ occurredAt: 'asc' }, { recordedAt: 'asc' }, { id: 'asc' }],
    select: { customerId: true, channel: true, status: true, source: true, lawfulBasis: true },
  });
  const latest = new Map(words.map((word) => [keyOf(word), word]));
  return (one) => agreementOf(latest.get(keyOf(one)));
}

/** The same by all that a customer said so far, the latest word first. */
export function agreementIn(
  words: readonly (Word & { channel: string; purpose: string })[],
  channel: string,
): Agreement {
  return agreementOf(words.find((word) => word.channel === channel && word.purpose === MARKETING));
}

type Word = { status: string; source: string; lawfulBasis: string | null };

function agreementOf(word: Word | undefined): Agreement {
  if (word?.status !== 'granted' || isImplied(word)) return 'none';
  return isAssumed(word) ? 'assumed' : 'given';
}

function keyOf({ customerId, channel }: Asked): string {
  return `${customerId}:${channel}`;
}
