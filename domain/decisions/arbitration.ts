import type { Considered } from '../agents/agent';
import { actionName, agentName } from '../agents/agent-cards';
import type { Policy } from '../policies/policy';
import { HOUR } from '../shared/time';
import type { Candidate, Reason } from './candidate';
import { campaignRank, priorityOf, voiceOf } from './priority';
import type { PendingDecision, Snapshot } from './snapshot';

/** A decision that waited and has to give way. */
export type Displaced = { readonly decisionId: string; readonly agentId: string; readonly reason: string };

/** What comes of a candidate that meets decisions which wait for the same customer. */
export type Contest =
  | { readonly kind: 'goes'; readonly displaces: readonly PendingDecision[] }
  | { readonly kind: 'yields'; readonly to: PendingDecision };

type Rival = Pick<Candidate, 'agentId' | 'action' | 'expectedValueCents'> & {
  campaignPriority?: Candidate['campaignPriority'] | null;
};

/** Negative where `a` goes before `b`: by the policy's priority, then by their campaigns', then by expected value. */
export function compareRivals(a: Rival, b: Rival, policy: Policy): number {
  return (
    priorityOf(a, policy) - priorityOf(b, policy) ||
    campaignRank(a.campaignPriority) - campaignRank(b.campaignPriority) ||
    b.expectedValueCents - a.expectedValueCents
  );
}

/** The one of several candidates that goes first; between equals the one proposed first. */
export function firstOf(candidates: readonly Candidate[], policy: Policy): Candidate | null {
  return candidates.toSorted((a, b) => compareRivals(a, b, policy))[0] ?? null;
}

/**
 * A candidate against what waits for the same customer within the policy's gap of it, said by another voice. It yields
 * to whatever goes first, and to whatever a person has approved; it displaces the rest. Between equals the one that
 * waits stays.
 */
export function contest(candidate: Candidate, pending: readonly PendingDecision[], policy: Policy, now: Date): Contest {
  // Most customers wait for nothing: then no threshold is asked, and none can change what comes of it.
  if (pending.length === 0) return { kind: 'goes', displaces: [] };
  const gap = policy.arbitration.gapHours * HOUR;
  const at = Date.parse(candidate.sendAt);
  const rivals = pending.filter(
    (other) => voiceOf(other) !== voiceOf(candidate) && Math.abs(leavesAt(other, now) - at) < gap,
  );
  const first = rivals.find((other) => isSettled(other) || compareRivals(other, candidate, policy) <= 0);
  return first ? { kind: 'yields', to: first } : { kind: 'goes', displaces: rivals };
}

/** The earliest moment at which a waiting decision can leave: a review may end at once. */
function leavesAt(waiting: PendingDecision, now: Date): number {
  return Math.max(Date.parse(waiting.sendAt), now.getTime());
}

/** A person has said yes to it: no agent takes that back. */
function isSettled({ outcome }: PendingDecision): boolean {
  return outcome === 'approved' || outcome === 'edited';
}

/** The snapshot as if these decisions had never been: neither their messages nor their codes count. */
export function without(snapshot: Snapshot, displaced: readonly PendingDecision[]): Snapshot {
  if (displaced.length === 0) return snapshot;
  const gone = new Set(displaced.map((other) => other.decisionId));
  const stays = (row: { decisionId?: string | undefined }) => !row.decisionId || !gone.has(row.decisionId);
  return {
    ...snapshot,
    pending: snapshot.pending.filter(stays),
    touches: snapshot.touches.filter(stays),
    liveOffers: snapshot.liveOffers.filter(stays),
  };
}

/** "Considered, not chosen: Cart & win-back goes first." */
export function goesFirst(agentId: string): string {
  return `Considered, not chosen: ${agentName(agentId)} goes first.`;
}

/** Why a candidate was left, given who won; `winner` may be a decision that waits. */
export function whyNotChosen(candidate: Candidate, winner: { agentId: string; campaignId?: string | null }): string {
  if (candidate.agentId !== winner.agentId) return goesFirst(winner.agentId);
  return voiceOf(candidate) === voiceOf(winner)
    ? 'Another candidate is expected to bring more.'
    : 'Considered, not chosen: another campaign goes first.';
}

/** What a decision says that yields. */
export function yieldReason(to: PendingDecision): Reason {
  const where = to.outcome === 'in_review' ? 'waits for a person' : `leaves at ${to.sendAt}`;
  return {
    text: `${goesFirst(to.agentId)} “${actionName(to.agentId, to.action)}” ${where}.`,
    factor: 'arbitration',
    value: to.decisionId,
  };
}

/** What is written to a decision that is displaced. */
export function displacedBy(candidate: Candidate, displaced: PendingDecision): Displaced {
  const { decisionId, agentId } = displaced;
  return { decisionId, agentId, reason: whyDisplaced(candidate) };
}

/** A displaced decision as a road that was looked at. */
export function displacedAsConsidered(candidate: Candidate, displaced: PendingDecision): Considered {
  return {
    agentId: displaced.agentId,
    action: displaced.action,
    channel: displaced.channel,
    label: actionName(displaced.agentId, displaced.action),
    percentOff: displaced.percentOff,
    probability: displaced.probability,
    expectedValueCents: displaced.expectedValueCents,
    propensity: null,
    whyNot: `${whyDisplaced(candidate)} It had been decided before and is cancelled.`,
  };
}

function whyDisplaced(candidate: Candidate): string {
  return `${goesFirst(candidate.agentId)} “${actionName(candidate.agentId, candidate.action)}” takes its place.`;
}
