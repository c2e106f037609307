import type { ConsentSide } from '@/domain/customers/merge-consent';
import type { ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { closedAmong } from '../../consent';

export type LedgerWord = {
  channel: string;
  purpose: string;
  status: string;
  lawfulBasis: string | null;
  textVersion: string | null;
  evidence: string | null;
  occurredAt: Date;
};

/** The last word per channel and purpose of a customer's consent. */
export function lastWords(tx: Db, ctx: ServiceContext, customerId: string): Promise<LedgerWord[]> {
  return tx.$queryRaw<LedgerWord[]>`
    SELECT DISTINCT ON (channel, purpose) channel, purpose, status, lawful_basis AS "lawfulBasis",
      text_version AS "textVersion", evidence, occurred_at AS "occurredAt"
    FROM consent_event WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ${customerId}::uuid
    ORDER BY channel, purpose, occurred_at DESC, recorded_at DESC`;
}

/** A record as its consent goes, with the channels on which its address must not be written to. */
export async function consentSide(
  tx: Db,
  ctx: ServiceContext,
  { id, email, phone }: { id: string; email: string | null; phone: string | null },
): Promise<Omit<ConsentSide, 'words'> & { words: LedgerWord[] }> {
  const words = await lastWords(tx, ctx, id);
  const addresses = [
    ...(email ? [{ channel: 'email' as const, address: email }] : []),
    ...(phone ? (['sms', 'whatsapp'] as const).map((channel) => ({ channel, address: phone })) : []),
  ];
  const closed = await closedAmong(tx, ctx, addresses);
  return { words, email, phone, suppressed: [...closed.keys()].map(({ channel }) => channel) };
}
