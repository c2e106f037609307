import { v7 } from 'uuid';
import type { ChannelId } from '@/domain/channels/channel';
import { after, DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';

export type PastTouches = {
  agentId: string;
  action: string;
  channel?: ChannelId;
  wave?: number | null;
  campaignId?: string | null;
  /** How many were decided on a day, and over which days before now, the first and the last. */
  perDay: number;
  days: [number, number];
  /** Every so manieth ordered a day after, of those written to and of those left alone; 0 for nobody. */
  orderEvery: { sent: number; leftAlone: number };
  /** Every so manieth was left alone. */
  leftAloneEvery?: number;
};

/** Decisions of long ago, each for a customer of its own: delivered, or left alone for the holdout's sake. */
export async function pastTouches(ctx: ServiceContext, past: PastTouches): Promise<void> {
  const { workspaceId } = ctx;
  const { agentId, action, channel = 'email', wave = null, campaignId = null, perDay, leftAloneEvery = 10 } = past;
  const [first, last] = past.days;
  const seen = { sent: 0, leftAlone: 0 };
  const rows = Array.from({ length: perDay * (first - last + 1) }, (_, index) => {
    const group = (index + 1) % leftAloneEvery === 0 ? 'leftAlone' : 'sent';
    seen[group] += 1;
    const every = past.orderEvery[group];
    return {
      ids: { decision: v7(), customer: v7(), order: v7() },
      at: after(ctx.now, -(first - Math.floor(index / perDay)) * DAY),
      isLeftAlone: group === 'leftAlone',
      hasOrdered: every > 0 && seen[group] % every === 0,
    };
  });
  await ctx.db.customer.createMany({
    data: rows.map(({ ids, at }) => ({
      ...{ id: ids.customer, workspaceId, subjectRef: v7(), firstSeenAt: at, lastSeenAt: at },
    })),
  });
  await ctx.db.decision.createMany({
    data: rows.map(({ ids, at, isLeftAlone }) => ({
      ...{ id: ids.decision, workspaceId, customerId: ids.customer, agentId, action, channel },
      trigger: 'campaign_due',
      triggerKey: `past:${ids.decision}`,
      outcome: isLeftAlone ? 'held_out' : 'executed',
      heldOut: isLeftAlone,
      confidence: 0.025,
      confidenceKind: 'prior',
      summary: 'Of the past.',
      snapshot: {},
      candidates: [],
      chosen: { wave, campaignId, sendAt: at.toISOString() },
      verdicts: [],
      reasons: [],
      policyVersion: 1,
      modelVersions: {},
      autonomyLevel: 1,
      decidedAt: at,
    })),
  });
  await ctx.db.message.createMany({
    data: rows
      .filter(({ isLeftAlone }) => !isLeftAlone)
      .map(({ ids, at }) => ({
        ...{ id: v7(), workspaceId, decisionId: ids.decision, customerId: ids.customer, agentId, channel },
        provider: 'sandbox',
        status: 'delivered',
        idempotencyKey: `past:${ids.decision}`,
        toAddress: 'past@customers.example',
        text: 'Of the past.',
        template: 'past@1',
        sendAt: at,
        createdAt: at,
        deliveredAt: at,
      })),
  });
  await ctx.db.order.createMany({
    data: rows
      .filter(({ hasOrdered }) => hasOrdered)
      .map(({ ids, at }) => ({
        ...{ id: ids.order, workspaceId, customerId: ids.customer, orderKey: ids.order },
        revenueCents: 5_000,
        currency: 'GBP',
        lines: [],
        orderedAt: after(at, DAY + HOUR),
      })),
  });
}
