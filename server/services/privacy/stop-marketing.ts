import { CHANNELS } from '@/domain/channels/channel-ids';
import { EVERYTHING } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { type WithdrawInput, withdrawConsent } from '../consent';
import { cancelQueued } from '../delivery';

/**
 * Ends marketing to a customer on every channel, in the caller's transaction: one withdrawal of everything in the
 * ledger, and what waits is cancelled. The same evidence twice changes nothing.
 */
export async function stopMarketing(
  tx: Db,
  ctx: ServiceContext,
  word: Pick<WithdrawInput, 'customerId' | 'source' | 'evidence' | 'ipHash' | 'agentHash' | 'note'>,
): Promise<void> {
  await withdrawConsent(tx, ctx, { ...word, channel: 'email', purpose: EVERYTHING });
  for (const channel of CHANNELS) {
    const { customerId } = word;
    const reason = 'The customer wants no more marketing.';
    await cancelQueued(tx, ctx, { customerId, channel, code: 'unsubscribed', reason });
  }
}
