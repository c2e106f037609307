import { z } from 'zod';
import { CampaignDocument } from '@/domain/campaigns/campaign';
import type { CampaignFact } from '@/domain/campaigns/campaign-fact';
import { decide } from '@/domain/decisions/decide';
import type { Decided, FirstOutcome } from '@/domain/decisions/decided';
import { blockingFindings } from '@/domain/decisions/judge-candidate';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { offerInWords } from '@/domain/offers/offer-of-decision';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { type Preview, renderPreview } from '../delivery';
import { modelsInForce } from '../learning';
import { activePolicy } from '../policies';
import { loadSnapshots, loadWorkspaceFacts } from '../snapshots';
import { audienceCondition } from './audience-sql';
import { documentOf, findCampaign } from './claim-campaign';

/** Customers a dry run looks at. */
const SAMPLE = 200;
const EXAMPLES = 6;
/** Customers looked at for one who can be shown a message. */
const PREVIEW_SAMPLE = 20;

export const PreviewCampaignInput = z.object({
  document: CampaignDocument,
  step: z.number().int().min(1).max(10).default(1),
});

export type DryRun = {
  /** Customers looked at. */
  sampled: number;
  outcomes: { outcome: FirstOutcome; count: number }[];
  /**
   * Why, the most frequent first: what was skipped, stopped or put before a person. What one rule says of several
   * customers is one reason, in the words it had for the first of them.
   */
  reasons: { text: string; count: number }[];
  examples: { customerId: string; name: string | null; outcome: FirstOutcome; summary: string }[];
};

/** `unreached`: why nobody sampled would get this message; null where somebody would. */
export type CampaignPreview = { message: Preview | null; customer: string | null; unreached: string | null };

type Tried = { snapshot: Snapshot; decided: Decided; name: string | null };

/**
 * What a campaign would decide now for a fixed sample of its audience, as if it began for each of them: whole decisions, with
 * arbitration, holdout, guardrails and autonomy. Nothing is stored. Throws forbidden, and not_found.
 */
export async function dryRun(ctx: ServiceContext, input: { campaignId: string }): Promise<DryRun> {
  authorise(ctx, 'campaigns.read');
  const row = await findCampaign(ctx.db, ctx, input.campaignId);
  const tried = await tryOn(ctx, documentOf(row), { campaignId: row.id, step: 1, size: SAMPLE });
  const mayName = actorMay(ctx, 'customers.read');
  return {
    sampled: tried.length,
    outcomes: counted(tried.map(({ decided }) => decided.outcome)).map(([outcome, count]) => ({ outcome, count })),
    reasons: countedByRule(tried.flatMap(({ decided }) => whyOf(decided))),
    examples: tried.slice(0, EXAMPLES).map(({ snapshot, decided, name }) => ({
      customerId: snapshot.customer.id,
      name: mayName ? name : null,
      outcome: decided.outcome,
      summary: decided.summary,
    })),
  };
}

/** One message of a campaign as a customer of its audience would see it. Stores nothing. Throws forbidden. */
export async function previewCampaign(
  ctx: ServiceContext,
  input: z.input<typeof PreviewCampaignInput>,
): Promise<CampaignPreview> {
  // Who writes it looks at it, and so does who approves it.
  if (!actorMay(ctx, 'campaigns.approve')) authorise(ctx, 'campaigns.edit');
  const { document, step } = PreviewCampaignInput.parse(input);
  const tried = await tryOn(ctx, document, { campaignId: 'preview', step, size: PREVIEW_SAMPLE });
  const shown = tried.find(({ decided }) => decided.chosen);
  if (!shown?.decided.chosen) {
    const why = tried[0]?.decided.summary ?? 'Nobody is in the audience just now.';
    return { message: null, customer: null, unreached: why };
  }
  const { chosen } = shown.decided;
  const message = await renderPreview(ctx, {
    candidate: chosen,
    offer: offerInWords(chosen, null, shown.snapshot),
    customerId: shown.snapshot.customer.id,
    lookedAt: shown.snapshot,
  });
  return { message, customer: shown.name, unreached: null };
}

type Trial = { campaignId: string; step: number; size: number };

async function tryOn(ctx: ServiceContext, document: CampaignDocument, trial: Trial): Promise<Tried[]> {
  const { document: policy } = await activePolicy(ctx);
  const customers = await ctx.db.$queryRaw<{ id: string; name: string | null }[]>`
    SELECT c.id, coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.external_id) AS name
    FROM customer c WHERE ${audienceCondition(ctx, document.audience, policy)}
    ORDER BY md5(c.id::text) LIMIT ${trial.size}`;
  const names = new Map(customers.map(({ id, name }) => [id, name]));
  const trigger = { kind: 'campaign_due' as const, campaignId: trial.campaignId, step: trial.step };
  const requests = customers.map(({ id }) => ({
    customerId: id,
    trigger,
    cartId: null,
    winback: null,
    decisionId: null,
  }));
  const shared = await loadWorkspaceFacts(ctx.db, ctx, policy, { lockBudgets: false, isGivingOut: false });
  const loaded = await loadSnapshots(ctx.db, ctx, policy, shared, requests);
  const models = await modelsInForce(ctx.db, ctx);
  return loaded.map(({ snapshot: read, customer }) => {
    const snapshot = { ...read, campaigns: [factOf(document, trial.campaignId)] };
    const decided = decide({ snapshot, policy, models, now: ctx.now });
    return { snapshot, decided, name: names.get(customer.id) ?? null };
  });
}

function factOf(document: CampaignDocument, id: string): CampaignFact {
  const { name, priority, audience, trigger, steps } = document;
  return {
    id,
    revision: 1,
    name,
    priority,
    audience,
    trigger,
    steps,
    occurrence: 'once',
    startedAt: null,
    channelBudgets: [],
  };
}

/** Why a decision did not simply leave. */
type Why = { rule: string; text: string };

/** Figures and instants are each customer's own: without them the same sentence is the same rule. */
const said = (text: string): Why => ({ rule: text.replace(/\d[\d.,:TZ-]*/g, '#'), text });

function whyOf(decided: Decided): Why[] {
  if (decided.outcome === 'blocked') {
    return blockingFindings(decided.verdicts).map(({ rule, reason }) => ({ rule, text: reason }));
  }
  if (decided.outcome === 'in_review') {
    const { escalations = [], doubts = [] } = decided.chosen ?? {};
    return [...doubts, ...escalations].map(said);
  }
  return decided.outcomeReason ? [said(decided.outcomeReason)] : [];
}

function countedByRule(reasons: readonly Why[]): DryRun['reasons'] {
  const first = new Map(reasons.toReversed().map(({ rule, text }) => [rule, text]));
  return counted(reasons.map(({ rule }) => rule)).map(([rule, count]) => ({ text: first.get(rule) ?? rule, count }));
}

function counted<Key extends string>(keys: readonly Key[]): [Key, number][] {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]);
}
