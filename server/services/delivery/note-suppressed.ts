import type { SuppressedBecause } from '@/domain/channels/port';
import { MARKETING } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { suppress, withdrawConsent } from '../consent';
import { type Bounced, noteBounce } from './note-bounce';

/**
 * Writes down that an address must not be written to again, and why, in the caller's transaction. Whoever has said no to
 * the provider has said it to us. Call it once a message.
 */
export async function noteSuppressed(
  tx: Db,
  ctx: ServiceContext,
  message: Bounced,
  because: SuppressedBecause,
): Promise<void> {
  if (because === 'hard_bounce') return noteBounce(tx, ctx, message);
  const { id, channel, toAddress, customerId } = message;
  await suppress(tx, ctx, { channel, address: toAddress, reason: because, messageId: id });
  if (because !== 'unsubscribed') return;
  const source = 'the provider, where the customer had said stop';
  await withdrawConsent(tx, ctx, { customerId, channel, purpose: MARKETING, source, evidence: `message:${id}` });
}
