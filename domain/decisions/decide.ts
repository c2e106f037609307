import type { Agent, Considered, Proposal } from '../agents/agent';
import { AGENTS, agentsFor } from '../agents/registry';
import { isSampledForReview, LEVEL_NAMES } from '../autonomy/autonomy';
import { overall } from '../guardrails/registry';
import type { Finding, Verdict } from '../guardrails/verdict';
import type { Models } from '../models/models';
import type { Policy } from '../policies/policy';
import { slaDueAt } from '../review/review-item';
import type { Candidate, Reason } from './candidate';
import type { Decided } from './decided';
import { isHeldOut } from './holdout';
import { blockingFindings, judgeCandidate } from './judge-candidate';
import type { Snapshot } from './snapshot';
import { stopCovering } from './stops';
import { summaryOf } from './summary';
import { reviewByOf } from './timing';
import { triggerKeyOf } from './trigger-key';

export type DecideInput = {
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly models: Models;
  readonly now: Date;
  /** All registered ones unless told otherwise. */
  readonly agents?: readonly Agent[];
};

/**
 * One decision, from snapshot to outcome. Pure: the same input gives the same answer, so it can be explained,
 * audited and replayed. Agents propose, one candidate wins, the holdout is drawn, all seven guardrails run (also for
 * those held out, so that both groups are comparable), autonomy says who has the last word.
 */
export function decide({ snapshot, policy, models, now, agents = AGENTS }: DecideInput): Decided {
  const awake = agentsFor(snapshot.trigger.kind, agents);
  const proposals = awake.map((agent) => ({ agent, proposal: agent.propose(snapshot, policy, models, now) }));
  const winner = arbitrate(proposals);
  const considered = lookedAt(proposals, winner);
  if (!winner) {
    return nothingToDo(
      snapshot,
      policy,
      awake[0]?.id ?? 'none',
      considered,
      proposals.flatMap(({ proposal }) => proposal.reasons),
    );
  }
  return settle(winner, considered, snapshot, policy, now);
}

type Proposed = { agent: Agent; proposal: Proposal };

/** One winner: the agent that goes first, and of its candidates the one expected to bring most. */
function arbitrate(proposals: readonly Proposed[]): Candidate | null {
  const first = proposals.find(({ proposal }) => proposal.candidates.length > 0);
  const sorted = first?.proposal.candidates.toSorted((a, b) => b.expectedValueCents - a.expectedValueCents);
  return sorted?.[0] ?? null;
}

function lookedAt(proposals: readonly Proposed[], winner: Candidate | null): Considered[] {
  return proposals.flatMap(({ agent, proposal }) => [
    ...proposal.candidates.map((candidate) => ({
      agentId: candidate.agentId,
      action: candidate.action,
      channel: candidate.channel,
      label: agent.actions.find((action) => action.id === candidate.action)?.name ?? candidate.action,
      percentOff: candidate.offer?.percentOff ?? null,
      probability: candidate.probability,
      expectedValueCents: candidate.expectedValueCents,
      propensity: candidate.propensity,
      whyNot: candidate === winner ? null : whyNotChosen(candidate, winner),
    })),
    ...proposal.considered,
  ]);
}

function whyNotChosen(candidate: Candidate, winner: Candidate | null): string {
  return candidate.agentId === winner?.agentId
    ? 'Another candidate is expected to bring more.'
    : 'Another agent goes first for this customer.';
}

function nothingToDo(
  snapshot: Snapshot,
  policy: Policy,
  agentId: string,
  considered: Considered[],
  reasons: readonly Reason[],
): Decided {
  const why = reasons.map((reason) => reason.text).join(' ') || 'No agent had anything to propose.';
  return {
    outcome: 'skipped',
    agentId,
    triggerKey: triggerKeyOf(snapshot),
    chosen: null,
    considered,
    verdicts: [],
    reasons,
    summary: `Nothing done. ${why}`,
    autonomyLevel: policy.autonomy.startLevel,
    heldOut: false,
    sendAt: null,
    slaDueAt: null,
    reviewBy: null,
    outcomeReason: why,
  };
}

function settle(proposed: Candidate, considered: Considered[], snapshot: Snapshot, policy: Policy, now: Date): Decided {
  const { candidate, verdicts, waitsFor } = judgeCandidate(proposed, snapshot, policy, now);
  const heldOut = isHeldOut(snapshot.workspace.holdoutSalt, snapshot.customer.id, now, policy);
  const level = autonomyLevel(candidate, snapshot, policy);
  const triggerKey = triggerKeyOf(snapshot);
  const forReview = reviewReasons(candidate, verdicts, level, triggerKey, snapshot, policy);
  const outcome = heldOut
    ? 'held_out'
    : overall(verdicts) === 'block'
      ? 'blocked'
      : forReview.length > 0
        ? 'in_review'
        : 'scheduled';
  const inReview = outcome === 'in_review';
  const outcomeReason =
    outcome === 'held_out'
      ? 'Left alone on purpose this quarter, so that the effect of touches can be measured.'
      : outcome === 'blocked'
        ? blockingFindings(verdicts)
            .map((found) => found.reason)
            .join(' ')
        : null;
  return {
    outcome,
    agentId: candidate.agentId,
    triggerKey,
    chosen: candidate,
    considered,
    verdicts,
    reasons: [...candidate.reasons, ...waitReason(waitsFor, candidate), ...(inReview ? forReview : [])],
    summary: summaryOf(candidate, snapshot, outcome, inReview ? (forReview[0]?.text ?? '') : (outcomeReason ?? '')),
    autonomyLevel: level,
    heldOut,
    sendAt: outcome === 'scheduled' || inReview ? candidate.sendAt : null,
    slaDueAt: inReview ? slaDueAt(now, policy).toISOString() : null,
    reviewBy: inReview ? reviewByOf(candidate.action, now, policy).toISOString() : null,
    outcomeReason,
  };
}

function autonomyLevel(candidate: Candidate, snapshot: Snapshot, policy: Policy): number {
  const known = snapshot.autonomy.find((row) => row.agentId === candidate.agentId && row.action === candidate.action);
  return known?.level ?? policy.autonomy.startLevel;
}

function reviewReasons(
  candidate: Candidate,
  verdicts: readonly Verdict[],
  level: number,
  triggerKey: string,
  snapshot: Snapshot,
  policy: Policy,
): Reason[] {
  const asked = verdicts.flatMap((verdict) => verdict.findings.filter((found) => found.verdict === 'review'));
  const stop = stopCovering(snapshot.stops, candidate);
  const sampled = level === 2 && isSampledForReview(triggerKey, policy);
  return [
    ...asked.map((found) => ({ text: found.reason, factor: found.rule, value: plainValue(found) })),
    ...candidate.escalations.map((text) => ({ text, factor: 'escalation', value: null })),
    ...(level <= 1
      ? [{ text: `Level ${level}: ${LEVEL_NAMES[level] ?? ''}.`, factor: 'autonomy_level', value: level }]
      : []),
    ...(sampled
      ? [{ text: 'Drawn for sampled review.', factor: 'sampled_review', value: policy.review.sampleShare }]
      : []),
    ...(stop ? [{ text: 'Sending is stopped, so nothing runs by itself.', factor: 'stop', value: stop.scope }] : []),
  ];
}

function plainValue(found: Finding): Reason['value'] {
  return typeof found.measured === 'boolean' ? String(found.measured) : found.measured;
}

function waitReason(waitsFor: Finding | null, candidate: Candidate): Reason[] {
  if (!waitsFor) return [];
  return [
    { text: `Waits until ${candidate.sendAt}: ${waitsFor.reason}`, factor: waitsFor.rule, value: candidate.sendAt },
  ];
}
