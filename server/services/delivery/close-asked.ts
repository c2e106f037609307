import type { ChannelId } from '@/domain/channels/channel';
import type { SuppressedBecause } from '@/domain/channels/port';
import { MARKETING } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { suppress, withdrawConsent } from '../consent';

/** A question to an address, as far as it takes to close the address. */
export type AskedAddress = { id: string; channel: ChannelId; toAddress: string; customerId: string };

/**
 * Closes an address that a question was sent to, by what the provider knows of it, in the caller's transaction. Whoever
 * has said stop to the provider, or called the question spam, wants no marketing either.
 */
export async function closeAsked(
  tx: Db,
  ctx: ServiceContext,
  { id, channel, toAddress, customerId }: AskedAddress,
  because: SuppressedBecause,
): Promise<void> {
  await suppress(tx, ctx, { channel, address: toAddress, reason: because, messageId: null });
  if (because === 'hard_bounce') return;
  const source =
    because === 'complaint' ? 'the confirmation, reported as spam' : 'the provider, where they had said stop';
  await withdrawConsent(tx, ctx, { customerId, channel, purpose: MARKETING, source, evidence: `opt-in:${id}` });
}
