import { type Agreement, isAssumed } from '@/domain/customers/assumed-consent';
import { isImplied } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

type Asked = { customerId: string; channel: string };

/** What may be said of a customer's agreement to marketing on a channel: by the latest word on it. */
export async function loadAgreement(tx: Db, ctx: ServiceContext, { customerId, channel }: Asked): Promise<Agreement> {
  const word = await tx.consentEvent.findFirst({
    where: { workspaceId: ctx.workspaceId, customerId, channel, purpose: 'marketing' },
    orderBy: [{ occurredAt: 'desc' }, { recordedAt: 'desc' }, { id: 'desc' }],
    select: { status: true, source: true, lawfulBasis: true },
  });
  if (word?.status !== 'granted' || isImplied(word)) return 'none';
  return isAssumed(word) ? 'assumed' : 'given';
}
