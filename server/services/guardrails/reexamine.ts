import type { ChannelId } from '@/domain/channels/channel';
import { Candidate } from '@/domain/decisions/candidate';
import { type JudgedCandidate, judgeCandidate } from '@/domain/decisions/judge-candidate';
import { leftAloneSince } from '@/domain/decisions/left-alone';
import { asLookedAt, lookedAtIn } from '@/domain/decisions/looked-at';
import { SnapshotOutline } from '@/domain/decisions/outline';
import { type Overtaken, overtakenBy } from '@/domain/decisions/overtaken';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { retimed, usefulUntil } from '@/domain/decisions/timing';
import type { PolicyInForce } from '@/domain/policies/in-force';
import type { Policy } from '@/domain/policies/policy';
import { notYetAllowed } from '@/domain/rollout/cohort';
import { HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Customer, Decision, Offer } from '../../generated/prisma/client';
import { together } from '../../together';
import { activePolicy } from '../policies';
import { loadSnapshots, loadWorkspaceFacts, type SnapshotRequest } from '../snapshots';
import { type Behind, behindInLine } from './line';

/** What of a stored decision it takes to judge it again; of what was looked at then the outline. */
export type Reexaminable = Pick<Decision, 'id' | 'customerId' | 'outcome' | 'decidedAt' | 'snapshot' | 'chosen'>;

/** A stored decision judged again by the world as it is now. */
export type Reexamined = {
  candidate: Candidate;
  snapshot: Snapshot;
  customer: Customer;
  policy: PolicyInForce;
  judged: JudgedCandidate;
  /** Why the action has lost its sense, where it has. */
  overtaken: Overtaken | null;
  /** After this instant its message makes no sense any more. */
  usefulUntil: Date;
};

/**
 * Takes fresh snapshots for stored decisions and runs all guardrails on their candidates again, under the policy in
 * force (`policy` where the caller has read it in the same transaction). A decision's own message and code are not held against it, nor what waits behind it in the
 * line. Decisions that cannot be read, or whose customer is
 * gone, are missing from the answer: what cannot be checked is not sent.
 */
export async function reexamine(
  tx: Db,
  ctx: ServiceContext,
  decisions: readonly Reexaminable[],
  { lockBudgets, policy: known }: { lockBudgets: boolean; policy?: PolicyInForce },
): Promise<Map<string, Reexamined>> {
  const readable = decisions.flatMap((decision) => {
    const before = SnapshotOutline.safeParse(decision.snapshot);
    const chosen = Candidate.safeParse(decision.chosen);
    if (!before.success || !chosen.success) return [];
    return [{ decision, before: before.data, chosen: chosen.data, request: requestOf(decision, before.data) }];
  });
  if (readable.length === 0) return new Map();
  const policy = known ?? (await activePolicy(ctx, tx));
  // What is about to leave has stood in line; what is being approved joins it.
  const shared = loadWorkspaceFacts(tx, ctx, policy.document, { lockBudgets, isGivingOut: lockBudgets });
  const requests = readable.map((entry) => entry.request);
  const [loaded, issued, { campaignBudgets }] = await together([
    loadSnapshots(tx, ctx, policy.document, shared, requests),
    issuedOffers(tx, ctx, readable),
    shared,
  ]);
  const ids = readable.map((entry) => entry.decision.id);
  const behind = await behindInLine(tx, ctx, ids, policy.document, campaignBudgets);
  const byRequest = new Map(loaded.map((entry) => [entry.request, entry]));
  const answers = new Map<string, Reexamined>();
  for (const { decision, before, chosen, request } of readable) {
    const fresh = byRequest.get(request);
    if (!fresh) continue;
    const offer = issued.get(decision.id) ?? null;
    const looked = asLookedAt(fresh.snapshot, lookedAtIn(decision.snapshot));
    const snapshot = givenBack(looked, offer, chosen, behind.get(decision.id) ?? ownCode(offer));
    const candidate = asOfNow(chosen, ctx.now, offer);
    answers.set(decision.id, {
      candidate,
      snapshot,
      customer: fresh.customer,
      policy,
      judged: judgeCandidate(candidate, snapshot, policy.document, ctx.now, new Date(chosen.sendAt)),
      overtaken:
        overtaken(before, snapshot, chosen.channel, decision.decidedAt) ??
        withheld(before, snapshot, chosen, decision.decidedAt, policy.document, ctx.now),
      usefulUntil: usefulUntil(chosen, new Date(chosen.sendAt), policy.document),
    });
  }
  return answers;
}

function requestOf(decision: Reexaminable, before: SnapshotOutline): SnapshotRequest {
  return {
    customerId: decision.customerId,
    trigger: before.trigger,
    cartId: 'cartId' in before.trigger ? before.trigger.cartId : (before.cart?.id ?? null),
    winback: before.winback,
    decisionId: decision.id,
  };
}

type Issued = Pick<Offer, 'offerPolicyId' | 'reservedCents' | 'expiresAt'>;

async function issuedOffers(
  tx: Db,
  ctx: ServiceContext,
  entries: readonly { decision: Reexaminable }[],
): Promise<Map<string, Issued>> {
  const decisionIds = entries.map((entry) => entry.decision.id);
  const offers = await tx.offer.findMany({
    where: { workspaceId: ctx.workspaceId, decisionId: { in: decisionIds }, status: 'live' },
  });
  return new Map(offers.map((offer) => [offer.decisionId, offer]));
}

/** The candidate as it would leave now: later if its moment has passed. A code that is issued keeps its end. */
function asOfNow(candidate: Candidate, now: Date, issued: Issued | null): Candidate {
  const sendAt = new Date(candidate.sendAt) >= now ? new Date(candidate.sendAt) : now;
  const moved = retimed(candidate, sendAt);
  if (!issued || !moved.offer) return moved;
  const expiresAt = issued.expiresAt.toISOString();
  const claims = moved.content.claims.map((claim) => (claim.kind === 'expiry' ? { ...claim, expiresAt } : claim));
  const validHours = (issued.expiresAt.getTime() - sendAt.getTime()) / HOUR;
  return { ...moved, offer: { ...moved.offer, validHours }, content: { ...moved.content, claims } };
}

/** Of a decision whose message does not stand in the line only the code is counted. */
function ownCode(held: Issued | null): Behind {
  const cents = held?.reservedCents ?? 0;
  return { messages: 0, discountCents: cents, campaignCents: cents };
}

/** The snapshot with what the decision itself has reserved, and what waits behind it, counted as still to be had. */
function givenBack(before: Snapshot, held: Issued | null, own: Candidate, behind: Behind): Snapshot {
  return {
    ...before,
    campaignBudgets: before.campaignBudgets.map((budget) =>
      budget.campaignId === own.campaignId
        ? { ...budget, spentCents: Math.max(0, budget.spentCents - Math.ceil(behind.campaignCents)) }
        : budget,
    ),
    spend: before.spend.map((spent) =>
      spent.channel === own.channel
        ? {
            ...spent,
            messages: Math.max(0, spent.messages - behind.messages),
            discountCents: Math.max(0, spent.discountCents - behind.discountCents),
          }
        : spent,
    ),
    offerPolicies: before.offerPolicies.map((budget) =>
      budget.id === held?.offerPolicyId
        ? { ...budget, remainingCents: budget.remainingCents + held.reservedCents }
        : budget,
    ),
  };
}

/** What of holdout and rollout has changed since, so that nothing may be said to this customer, or not by this road. */
function withheld(
  before: SnapshotOutline,
  snapshot: Snapshot,
  chosen: Candidate,
  decidedAt: Date,
  policy: Policy,
  now: Date,
): Overtaken | null {
  const reason =
    leftAloneSince({ rollout: before.rollout, decidedAt }, snapshot, policy, now)?.reason ??
    notYetAllowed(chosen, snapshot.rollout);
  return reason ? { code: 'left_alone', reason } : null;
}

/** What of both snapshots tells whether the world has overtaken the decision. */
function overtaken(before: SnapshotOutline, now: Snapshot, channel: ChannelId, decidedAt: Date): Overtaken | null {
  const instant = (text: string | null | undefined) => (text ? new Date(text) : null);
  const occasion = {
    decidedAt,
    cartChangedAt: instant(before.cart?.lastChangedAt),
    // Coming back is the very moment a message on the shop's pages waits for.
    dormantFrom: channel === 'web' ? null : instant(before.winback?.dormantFrom),
  };
  return overtakenBy(occasion, {
    lastOrderAt: instant(now.customer.lastOrderAt),
    lastEngagedAt: instant(now.customer.lastEngagedAt),
    cartChangedAt: instant(now.cart?.lastChangedAt),
  });
}
