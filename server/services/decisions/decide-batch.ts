import { v7 } from 'uuid';
import { allowedByItself } from '@/domain/decisions/allowed';
import type { Candidate } from '@/domain/decisions/candidate';
import { decide } from '@/domain/decisions/decide';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { coveringOfferPolicy } from '@/domain/guardrails/financial';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { messageCostCents } from '@/domain/policies/message-costs';
import type { DecisionId } from '@/domain/shared/ids';
import { after, HOUR } from '@/domain/shared/time';
import { slotsIn } from '@/domain/templates/slots';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Customer } from '../../generated/prisma/client';
import { type OfferFacts, type QueueInput, queueMessages } from '../delivery';
import { recordTouches } from '../enrolments';
import { type IssuedOffer, issueOffers } from '../offers';
import {
  type LoadedSnapshot,
  loadSnapshots,
  loadWorkspaceFacts,
  lockCustomers,
  type SnapshotRequest,
} from '../snapshots';
import { decisionRecord } from './decision-record';
import { displace, holdQueued } from './displace';
import { onePerCustomer } from './one-per-customer';
import { storeDecisions } from './store-decisions';

/** A decision as it was stored. */
export type StoredDecision = { id: string; decided: Decided; request: SnapshotRequest };

type Made = StoredDecision & { snapshot: Snapshot; customer: Customer };

/** Which of the decisions made are worth a row; all of them unless told otherwise. */
export type Keep = (decided: Decided, request: SnapshotRequest) => boolean;

/**
 * Decides for a batch and stores everything that follows in the caller's transaction: decisions, codes and the budget
 * they hold, messages, what they displace, audit entries last. A trigger that was answered before is left alone. Of two
 * requests for one customer the second knows of the first. Fixed number of reads. Answers what was stored.
 */
export async function decideBatch(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  requests: readonly SnapshotRequest[],
  keep: Keep = () => true,
): Promise<StoredDecision[]> {
  if (requests.length === 0) return [];
  const first = onePerCustomer(requests);
  const stored = await decideForEach(tx, ctx, policy, first, keep);
  const later = requests.filter((request) => !first.includes(request));
  return [...stored, ...(await decideBatch(tx, ctx, policy, later, keep))];
}

async function decideForEach(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  requests: readonly SnapshotRequest[],
  keep: Keep,
): Promise<Made[]> {
  const customerIds = requests.map((request) => request.customerId);
  await lockCustomers(tx, ctx, customerIds);
  await holdQueued(tx, ctx, customerIds);
  const shared = await loadWorkspaceFacts(tx, ctx, policy.document, { lockBudgets: true });
  const loaded = await loadSnapshots(tx, ctx, policy.document, shared, requests);
  const made = decideInTurn(loaded, ctx, policy).filter(({ decided, request }) => keep(decided, request));
  const stored = await storeDecisions(tx, ctx, policy.version, made);
  const fresh = made.filter((decision) => stored.has(decision.id));
  const scheduled = fresh.filter((decision) => decision.decided.outcome === 'scheduled');
  const offers = await issueFor(tx, ctx, scheduled);
  await queueMessages(
    tx,
    ctx,
    scheduled.map((decision) => messageOf(decision, offers.get(decision.id) ?? null)),
  );
  await recordTouches(tx, ctx, fresh);
  const displaced = await displace(tx, ctx, fresh);
  await appendAudit(tx, ctx, [
    ...fresh.map((decision) =>
      decisionRecord(decision, decision.customer.subjectRef, decision.snapshot, policy.version),
    ),
    ...displaced,
  ]);
  return fresh;
}

/** One after the other, each seeing what those before it take from the budgets. */
function decideInTurn(loaded: readonly LoadedSnapshot[], ctx: ServiceContext, policy: PolicyInForce): Made[] {
  const spent = new Map<string, number>();
  return loaded.map(({ request, snapshot: read, customer }) => {
    const snapshot = {
      ...read,
      campaigns: read.campaigns.map((fact) => ({
        ...fact,
        channelBudgets: fact.channelBudgets.map((share) => ({
          ...share,
          spentCents: share.spentCents + (spent.get(`${fact.id}:${share.channel}`) ?? 0),
        })),
      })),
      campaignBudgets: read.campaignBudgets.map((budget) => ({
        ...budget,
        spentCents: budget.spentCents + (spent.get(budget.campaignId) ?? 0),
      })),
      offerPolicies: read.offerPolicies.map((budget) => ({
        ...budget,
        remainingCents: budget.remainingCents - (spent.get(budget.id) ?? 0),
      })),
    };
    const decided = decide({ snapshot, policy: policy.document, models: ORDER_PRIORS, now: ctx.now });
    const budget = decided.outcome === 'scheduled' && decided.chosen && coveringOfferPolicy(decided.chosen, snapshot);
    if (budget) spend(spent, budget.id, decided.chosen?.offer?.maxCostCents ?? 0);
    if (decided.outcome === 'scheduled' && decided.chosen?.campaignId) {
      const { campaignId, channel, offer } = decided.chosen;
      const cents = (offer?.maxCostCents ?? 0) + messageCostCents(channel, 1, policy.document);
      spend(spent, campaignId, cents);
      spend(spent, `${campaignId}:${channel}`, cents);
    }
    return { id: v7(), decided, request, snapshot, customer };
  });
}

function spend(spent: Map<string, number>, budget: string, cents: number): void {
  spent.set(budget, (spent.get(budget) ?? 0) + cents);
}

async function issueFor(tx: Db, ctx: ServiceContext, scheduled: readonly Made[]): Promise<Map<string, IssuedOffer>> {
  const issued = await issueOffers(
    tx,
    ctx,
    scheduled.flatMap(({ id, decided, snapshot, customer }) =>
      decided.chosen ? offerOf(id, customer.id, decided.chosen, snapshot) : [],
    ),
  );
  return new Map(issued.map((offer) => [offer.decisionId, offer]));
}

/** The code a candidate asks for, paid by the approved budget that covers it, where there is one. */
export function offerOf(decisionId: string, customerId: string, candidate: Candidate, snapshot: Snapshot) {
  if (!candidate.offer) return [];
  return [
    {
      decisionId,
      customerId,
      percentOff: candidate.offer.percentOff,
      maxCostCents: candidate.offer.maxCostCents,
      expiresAt: after(new Date(candidate.sendAt), candidate.offer.validHours * HOUR),
      offerPolicyId: coveringOfferPolicy(candidate, snapshot)?.id ?? null,
    },
  ];
}

/** The code a message speaks of: its own new one, else the one the customer already holds. */
export function offerInWords(candidate: Candidate, issued: OfferFacts | null, snapshot: Snapshot): OfferFacts | null {
  if (issued) return issued;
  const { headline, paragraphs, subject, preheader } = candidate.content;
  const speaksOfCode = [subject, preheader, headline, ...paragraphs].some((text) =>
    slotsIn(text).some((slot) => slot.startsWith('offer.')),
  );
  const held = speaksOfCode ? snapshot.liveOffers.find((offer) => offer.expiresAt > candidate.sendAt) : undefined;
  return held ? { code: held.code, percentOff: held.percentOff, expiresAt: new Date(held.expiresAt) } : null;
}

/** What a decision that leaves by itself says. Throws where it was not allowed. */
function messageOf(made: Made, issued: IssuedOffer | null): QueueInput {
  const { decided, customer, snapshot } = made;
  const { chosen } = decided;
  const allowed =
    chosen &&
    allowedByItself(decided, {
      id: made.id as DecisionId,
      customerId: customer.id,
      agentId: chosen.agentId,
      action: chosen.action,
      isSimulated: customer.isSimulated,
    });
  if (!allowed) throw new Error(`Decision ${made.id} is scheduled but not allowed.`);
  return { decision: allowed, candidate: chosen, offer: offerInWords(chosen, issued, snapshot), customer };
}
