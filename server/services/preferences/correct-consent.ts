import { v7 } from 'uuid';
import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { MARKETING } from '@/domain/guardrails/consent-record';
import { appendAudit } from '../../audit';
import { actorRef, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { askToConfirm, recordConsent } from '../consent';
import { recallClaimed } from '../delivery';
import { closeChannel, openChannel } from './channel-effects';
import { reachOf } from './read-preferences';

export const CorrectConsentInput = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('granted'),
    customerId: z.uuid(),
    channel: ChannelId,
    /** Version of the words the customer agreed to: without it the yes could not be proven. */
    textVersion: z.string().trim().min(1, 'Name the words they agreed to.').max(120),
    reason: z.string().trim().min(3, 'Say why, in a few words.').max(500),
  }),
  z.object({
    status: z.literal('withdrawn'),
    customerId: z.uuid(),
    channel: ChannelId,
    reason: z.string().trim().min(3, 'Say why, in a few words.').max(500),
  }),
]);

/**
 * Puts the ledger right for a customer, by what they said or a mistake that was found: a new entry with the colleague and
 * the reason, the old ones stay. A no closes the channel's addresses and cancels what waits; a yes opens what was closed
 * by the customer's own wish, never what bounced or was complained about; where the policy asks for it they are asked to
 * confirm it. Throws not_found for another workspace's customer.
 */
export async function correctConsent(ctx: ServiceContext, input: z.input<typeof CorrectConsentInput>): Promise<void> {
  authorise(ctx, 'privacy.manage');
  const correction = CorrectConsentInput.parse(input);
  const { customerId, channel, status, reason } = correction;
  const asked = await inTransaction(ctx, async (tx) => {
    const reached = await reachOf(tx, ctx, customerId);
    if (!reached) throw new ServiceError('not_found', 'There is no such customer.');
    const evidence = `correction:${v7()}`;
    await recordConsent(tx, ctx, {
      ...{ customerId, channel, purpose: MARKETING, status, evidence },
      lawfulBasis: status === 'granted' ? 'consent' : null,
      source: 'corrected by a colleague',
      textVersion: correction.status === 'granted' ? correction.textVersion : null,
      actor: actorRef(ctx.actor),
      occurredAt: ctx.now,
      note: reason,
    });
    const address = reached.addresses.get(channel) ?? null;
    const effect = { customerId, channel, addresses: address === null ? [] : [address] };
    if (status === 'granted') await openChannel(tx, ctx, effect);
    else {
      const why = 'A colleague wrote down that the customer wants nothing more on this channel.';
      await closeChannel(tx, ctx, { ...effect, messageId: null, reason: why });
    }
    await recallClaimed(tx, ctx, customerId);
    const { subjectRef } = await tx.customer.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: customerId } },
      select: { subjectRef: true },
    });
    const payload = { channel, purpose: MARKETING, status, reason };
    await appendAudit(tx, ctx, { action: 'consent.corrected', subject: `customer:${subjectRef}`, payload });
    return askToConfirm(tx, ctx, [customerId]);
  });
  if (asked > 0) await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
}
