import { z } from 'zod';
import { CampaignDocument, type CampaignTrigger } from '@/domain/campaigns/campaign';
import type { CampaignFact } from '@/domain/campaigns/campaign-fact';
import { occurrenceOf } from '@/domain/campaigns/season';
import { ChannelId } from '@/domain/channels/channel';
import type { Snapshot } from '@/domain/decisions/snapshot';
import type { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Campaign } from '../../generated/prisma/client';
import { type StepRow, stepResults } from './campaign-results';

type Asked = {
  customerId: string;
  trigger: Snapshot['trigger'];
  /** Of this campaign the same message is asked for once more, though the customer has begun it. */
  again?: { campaignId: string | null } | undefined;
};
type FactsOf = (asked: Asked) => CampaignFact[];

const Split = z.array(z.object({ channel: ChannelId, cents: z.number() }));

/**
 * The running campaigns that may have something to say at each of these triggers, as they stand for the customer. Those a
 * customer has begun are told only where their next message is asked for. A fixed number of reads; none where no trigger is
 * a campaign's.
 */
export async function loadCampaignFacts(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  requests: readonly Asked[],
): Promise<FactsOf> {
  const { workspaceId, now } = ctx;
  const asked = requests.filter(({ trigger }) => isForCampaigns(trigger));
  if (asked.length === 0) return () => [];
  const running = await tx.campaign.findMany({ where: { workspaceId, status: 'running' }, orderBy: { id: 'asc' } });
  if (running.length === 0) return () => [];
  const customerIds = [...new Set(asked.map(({ customerId }) => customerId))];
  const ways = await tx.campaignEnrolment.findMany({ where: { workspaceId, customerId: { in: customerIds } } });
  const capped = running.filter((row) => Split.parse(row.budgetSplit).length > 0).map(({ id }) => id);
  const spent = capped.length > 0 ? await stepResults(tx, ctx, policy, capped) : [];
  const stopped = await stoppedCampaigns(tx, ctx);
  const documents = new Map(running.map((row) => [row.id, CampaignDocument.parse(row.document)]));
  const byWay = new Map(ways.map((way) => [`${way.campaignId}:${way.customerId}:${way.occurrence}`, way]));
  return ({ customerId, trigger, again }) =>
    running.flatMap((row) => {
      const document = documents.get(row.id);
      if (!document || !mayAnswer(row.id, document.trigger, trigger)) return [];
      // Won by a campaign that is stopped, the customer would be lost to those that are not.
      if (isOwnMoment(trigger) && stopped.has(row.id)) return [];
      const own = occurrenceOf(document.trigger, ctx.workspace.timezone, now);
      const occurrence = trigger.kind === 'campaign_due' ? (trigger.occurrence ?? own) : own;
      const way = byWay.get(`${row.id}:${customerId}:${occurrence}`);
      // Who has begun it, or for whom another was chosen, does not begin again.
      if (trigger.kind !== 'campaign_due' && way && again?.campaignId !== row.id) return [];
      return [factOf(row, document, { occurrence, startedAt: way?.startedAt ?? null, spent, trigger })];
    });
}

/** Whether running campaigns may have something to say at a trigger. */
export function isForCampaigns(trigger: Snapshot['trigger']): boolean {
  const { kind } = trigger;
  return (
    kind === 'campaign_due' ||
    kind === 'milestone' ||
    kind === 'stage_changed' ||
    kind === 'segment_changed' ||
    (kind === 'on_demand' && trigger.agentId === 'campaign')
  );
}

/** Whether a trigger is a customer's own moment, which every campaign may answer. */
function isOwnMoment({ kind }: Snapshot['trigger']): boolean {
  return kind === 'milestone' || kind === 'stage_changed' || kind === 'segment_changed';
}

async function stoppedCampaigns(tx: Db, { workspaceId }: ServiceContext): Promise<Set<string>> {
  const stops = await tx.killSwitch.findMany({
    where: { workspaceId, resumedAt: null, scope: 'campaign' },
    select: { target: true },
  });
  return new Set(stops.map(({ target }) => target));
}

function mayAnswer(campaignId: string, own: CampaignTrigger, asked: Snapshot['trigger']): boolean {
  if (asked.kind === 'campaign_due') return asked.campaignId === campaignId;
  if (asked.kind === 'milestone') return ['signup', 'nth_purchase', 'days_since_signup'].includes(own.kind);
  if (asked.kind === 'stage_changed') return own.kind === 'stage_changed';
  if (asked.kind === 'segment_changed') return own.kind === 'segment_changed';
  return true;
}

type Standing = {
  occurrence: string;
  startedAt: Date | null;
  spent: readonly StepRow[];
  trigger: Snapshot['trigger'];
};

function factOf(row: Campaign, document: CampaignDocument, standing: Standing): CampaignFact {
  const { name, priority, audience, trigger, steps } = document;
  const spentOn = (channel: ChannelId) =>
    standing.spent
      .filter((counted) => counted.campaignId === row.id && counted.channel === channel)
      .reduce((sum, counted) => sum + counted.spentCents, 0);
  // For whoever begins now it has not begun yet: that is what the agent decides.
  const isGoingOn = standing.trigger.kind === 'campaign_due' && standing.trigger.step > 1;
  return {
    id: row.id,
    revision: row.revision,
    name,
    priority,
    audience,
    trigger,
    steps,
    occurrence: standing.occurrence,
    startedAt: isGoingOn ? (standing.startedAt?.toISOString() ?? null) : null,
    channelBudgets: Split.parse(row.budgetSplit).map(({ channel, cents }) => ({
      channel,
      capCents: cents,
      spentCents: spentOn(channel),
    })),
  };
}

/** Those of the campaigns that have a cap, with what is spent of it. */
export async function loadCampaignBudgets(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  campaigns: readonly { id: string; document: unknown }[],
): Promise<Snapshot['campaignBudgets']> {
  const capped = campaigns.flatMap(({ id, document }) => {
    const { budgetCents } = CampaignDocument.parse(document);
    return budgetCents === null ? [] : [{ campaignId: id, capCents: budgetCents }];
  });
  if (capped.length === 0) return [];
  const spent = await stepResults(
    tx,
    ctx,
    policy,
    capped.map(({ campaignId }) => campaignId),
  );
  return capped.map(({ campaignId, capCents }) => ({
    campaignId,
    capCents,
    spentCents: spent
      .filter((row) => row.campaignId === campaignId)
      .reduce((sum, row) => sum + Math.round(row.spentCents), 0),
  }));
}
