import type { Agent, Considered, Proposal } from '../agents/agent';
import { asConsidered } from '../agents/proposal';
import { AGENTS, agentsFor } from '../agents/registry';
import { LEVEL_NAMES } from '../autonomy/autonomy';
import { isAlwaysReviewed, levelInForce } from '../autonomy/level-in-force';
import { isSampledForReview, sampledReason } from '../autonomy/sampled-review';
import { inAssignedWords } from '../experiments/put-words';
import { overall } from '../guardrails/registry';
import type { Finding, Verdict } from '../guardrails/verdict';
import type { Models } from '../models/models';
import type { Policy } from '../policies/policy';
import { slaDueAt } from '../review/review-item';
import { notYetAllowed } from '../rollout/cohort';
import { AgentFault } from './agent-fault';
import {
  type Contest,
  contest,
  displacedAsConsidered,
  displacedBy,
  firstOf,
  whyNotChosen,
  without,
  yieldReason,
} from './arbitration';
import type { Candidate, Reason } from './candidate';
import type { Decided } from './decided';
import { blockingFindings, type JudgedCandidate, judgeCandidate } from './judge-candidate';
import { type LeftAlone, leftAlone } from './left-alone';
import type { PendingDecision, Snapshot } from './snapshot';
import { stopCovering } from './stops';
import { summaryOf } from './summary';
import { reviewByOf } from './timing';
import { triggerKeyOf } from './trigger-key';

/** All that goes into a decision; nothing else does. */
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
 * audited and replayed. Agents propose, one candidate wins, also against the decisions that wait for the same customer,
 * holdout and rollout say whether the customer may be touched, all seven guardrails run (also for those left alone, so that
 * groups are comparable), autonomy says who has the last word. Throws AgentFault where an agent breaks.
 */
export function decide(input: DecideInput): Decided {
  return decideWithout(input, []);
}

/**
 * The decision as it would be if those displaced so far had never been: their codes and places in the week are free. Each
 * round displaces at least one more, so it ends.
 */
function decideWithout(input: DecideInput, displaced: readonly PendingDecision[]): Decided {
  const { policy, now, agents = AGENTS } = input;
  const snapshot = without(input.snapshot, displaced);
  const awake = agentsFor(snapshot, agents);
  const proposals = awake.map((agent) => {
    const proposal = proposalOf(agent, snapshot, input);
    const candidates = proposal.candidates.map((candidate) => inAssignedWords(candidate, snapshot, policy));
    return { agent, proposal: { ...proposal, candidates } };
  });
  const candidates = proposals.flatMap(({ proposal }) => proposal.candidates);
  const allowed = candidates.filter((candidate) => notYetAllowed(candidate, snapshot.rollout) === null);
  const winner = firstOf(allowed, policy);
  if (!winner) {
    const reasons =
      candidates.length > 0
        ? rolloutReasons(candidates, snapshot)
        : proposals.flatMap(({ proposal }) => proposal.reasons);
    return nothingToDo(input, awake[0]?.id ?? 'none', lookedAt(snapshot, proposals, null, null), reasons);
  }
  const alone = leftAlone(snapshot, policy, now);
  const judged = judgeCandidate(winner, snapshot, policy, now);
  const met = alone.reason ? UNOPPOSED : meet([winner, judged.candidate], snapshot, policy, now);
  if (met.kind === 'yields')
    return yielded(input, winner.agentId, lookedAt(snapshot, proposals, winner, met.to), met.to);
  if (met.displaces.length > 0) return decideWithout(input, [...displaced, ...met.displaces]);
  return settle(judged, { input, alone, considered: lookedAt(snapshot, proposals, winner, winner), displaced });
}

/** Throws AgentFault, which says whose fault it was, where the agent breaks. */
function proposalOf(agent: Agent, snapshot: Snapshot, { policy, models, now }: DecideInput): Proposal {
  try {
    return agent.propose(snapshot, policy, models, now);
  } catch (fault) {
    throw new AgentFault(agent.id, fault);
  }
}

const UNOPPOSED: Contest = { kind: 'goes', displaces: [] };

/** What waits is met at the moment a candidate is meant for, then at the one the guardrails moved it to. */
function meet(moments: readonly Candidate[], snapshot: Snapshot, policy: Policy, now: Date): Contest {
  const contests = moments.map((candidate) => contest(candidate, snapshot.pending, policy, now));
  return contests.find((met) => met.kind === 'yields' || met.displaces.length > 0) ?? UNOPPOSED;
}

type Proposed = { agent: Agent; proposal: Proposal };
/** Who won: a candidate, or a decision that waits. */
type Winner = { agentId: string; campaignId?: string | null | undefined };

/** Where nothing is left to say for the rollout's sake, each reason once. */
function rolloutReasons(candidates: readonly Candidate[], { rollout }: Snapshot): Reason[] {
  const texts = new Set(candidates.flatMap((candidate) => notYetAllowed(candidate, rollout) ?? []));
  return [...texts].map((text) => ({ text, factor: 'rollout', value: rollout?.phase ?? null }));
}

function lookedAt(
  { rollout }: Snapshot,
  proposals: readonly Proposed[],
  chosen: Candidate | null,
  winner: Winner | null,
): Considered[] {
  return proposals.flatMap(({ agent, proposal }) => [
    ...proposal.candidates.map((candidate) =>
      asConsidered(
        candidate,
        agent.actions.find((action) => action.id === candidate.action)?.name ?? candidate.action,
        notYetAllowed(candidate, rollout) ??
          (!winner || (candidate === chosen && winner === chosen) ? null : whyNotChosen(candidate, winner)),
      ),
    ),
    ...proposal.considered,
  ]);
}

type Ended = { agentId: string; considered: Considered[]; reasons: readonly Reason[]; summary: string; why: string };

/** A decision to do nothing. */
function skipped({ snapshot, policy }: DecideInput, ended: Ended): Decided {
  return {
    outcome: 'skipped',
    agentId: ended.agentId,
    triggerKey: triggerKeyOf(snapshot),
    chosen: null,
    considered: ended.considered,
    verdicts: [],
    earlierVerdicts: [],
    reasons: ended.reasons,
    summary: ended.summary,
    autonomyLevel: policy.autonomy.startLevel,
    heldOut: false,
    outsideCohort: false,
    sendAt: null,
    slaDueAt: null,
    reviewBy: null,
    outcomeReason: ended.why,
    yieldsTo: null,
    displaces: [],
  };
}

function nothingToDo(
  input: DecideInput,
  agentId: string,
  considered: Considered[],
  reasons: readonly Reason[],
): Decided {
  const why = reasons.map((reason) => reason.text).join(' ') || 'No agent had anything to propose.';
  return skipped(input, { agentId, considered, reasons, summary: `Nothing done. ${why}`, why });
}

/** Something else goes first: nothing is done, and the record says what was considered. */
function yielded(input: DecideInput, agentId: string, considered: Considered[], to: PendingDecision): Decided {
  const reason = yieldReason(to);
  const ended = { agentId, considered, reasons: [reason], summary: `Nothing done. ${reason.text}`, why: reason.text };
  return { ...skipped(input, ended), yieldsTo: to.decisionId };
}

type Settling = {
  input: DecideInput;
  alone: LeftAlone;
  considered: Considered[];
  displaced: readonly PendingDecision[];
};

function settle({ candidate, verdicts, earlierVerdicts, waitsFor }: JudgedCandidate, settling: Settling): Decided {
  const { input, alone, considered, displaced } = settling;
  const { policy, now } = input;
  const snapshot = without(input.snapshot, displaced);
  const level = levelInForce(candidate, snapshot, policy);
  const triggerKey = triggerKeyOf(snapshot);
  const forReview = reviewReasons(candidate, verdicts, level, triggerKey, snapshot, policy);
  const outcome = alone.reason
    ? 'held_out'
    : overall(verdicts) === 'block'
      ? 'blocked'
      : forReview.length > 0
        ? 'in_review'
        : 'scheduled';
  const inReview = outcome === 'in_review';
  const speaks = inReview || outcome === 'scheduled';
  // What is not going to be sent displaces nothing.
  const gaveWay = speaks ? displaced : [];
  const outcomeReason =
    outcome === 'held_out'
      ? alone.reason
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
    considered: [...considered, ...gaveWay.map((other) => displacedAsConsidered(candidate, other))],
    verdicts,
    earlierVerdicts,
    reasons: [...candidate.reasons, ...waitReason(waitsFor, candidate), ...(inReview ? forReview : [])],
    summary: summaryOf(candidate, snapshot),
    autonomyLevel: level,
    heldOut: alone.heldOut,
    outsideCohort: alone.outsideCohort,
    sendAt: speaks ? candidate.sendAt : null,
    slaDueAt: inReview ? slaDueAt(now, policy).toISOString() : null,
    reviewBy: inReview ? reviewByOf(candidate, now, policy).toISOString() : null,
    outcomeReason,
    yieldsTo: null,
    displaces: gaveWay.map((other) => displacedBy(candidate, other)),
  };
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
  return [
    ...asked.map((found) => ({ text: found.reason, factor: found.rule, value: plainValue(found) })),
    ...candidate.escalations.map((text) => ({ text, factor: 'escalation', value: null })),
    ...(candidate.doubts ?? []).map((text) => ({ text, factor: 'doubt', value: null })),
    ...(isAlwaysReviewed(level)
      ? [{ text: `Level ${level}: ${LEVEL_NAMES[level] ?? ''}.`, factor: 'autonomy_level', value: level }]
      : []),
    ...(isSampledForReview(triggerKey, level, policy) ? [sampledReason(level, policy)] : []),
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
