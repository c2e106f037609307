import { z } from 'zod';
import { ChannelId } from '../channels/channel';
import type { Decided } from '../decisions/decided';
import { FIRST_OUTCOMES } from './first-outcomes';

/**
 * What a decision came to, as replays compare it. Money in minor units: `expectedValueCents` is the chance of an order
 * times the value at stake, less the expected discount; `discountCents` the most its code can cost.
 */
export const Answer = z.object({
  outcome: z.enum(FIRST_OUTCOMES),
  agentId: z.string(),
  action: z.string().nullable(),
  channel: ChannelId.nullable(),
  percentOff: z.number().nullable(),
  discountCents: z.number(),
  probability: z.number().nullable(),
  expectedValueCents: z.number(),
  sendAt: z.string().nullable(),
});
export type Answer = z.infer<typeof Answer>;

/** A whole decision, cut down to what replays compare. */
export function answerOf({
  outcome,
  agentId,
  chosen,
  sendAt,
}: Pick<Decided, 'outcome' | 'agentId' | 'chosen' | 'sendAt'>): Answer {
  return {
    outcome,
    agentId,
    action: chosen?.action ?? null,
    channel: chosen?.channel ?? null,
    percentOff: chosen?.offer?.percentOff ?? null,
    discountCents: chosen?.offer?.maxCostCents ?? 0,
    probability: chosen?.probability ?? null,
    expectedValueCents: chosen?.expectedValueCents ?? 0,
    sendAt,
  };
}

/** Whether a message would come of it: by itself, or once a person says yes. */
export function speaks({ outcome }: Pick<Answer, 'outcome'>): boolean {
  return outcome === 'scheduled' || outcome === 'in_review';
}
