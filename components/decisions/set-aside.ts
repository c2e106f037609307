import type { Considered } from '@/domain/agents/agent';
import type { Reason } from '@/domain/decisions/candidate';
import type { DecisionReceipt } from './decision-data';

/** Something that did not come about for this decision's sake, or for which this decision did not. */
export type SetAside = {
  key: string;
  title: string;
  why: string;
  /** The decision that went first, where this one gave way to it. */
  decisionId: string | null;
};

type Facts = Pick<DecisionReceipt, 'agentId' | 'considered' | 'agentNames' | 'reasons' | 'heldOut' | 'outsideCohort'>;

/** The roads of the deciding agent itself: what it weighed against each other. */
export function ownRoads({ agentId, considered }: Pick<Facts, 'agentId' | 'considered'>): Considered[] {
  return considered.filter((road) => road.agentId === agentId);
}

/**
 * What else might have been said to this customer and was not, and why: for the holdout's or the rollout's sake, because a decision that
 * waits goes first, or because this one went before another agent.
 */
export function setAside(facts: Facts): SetAside[] {
  const { agentId, considered, agentNames, reasons } = facts;
  const why = whyAlone(facts);
  const alone = why ? [{ key: 'alone', title: 'The message itself', why, decisionId: null }] : [];
  const others = considered
    .filter((road) => road.agentId !== agentId)
    .map((road) => ({
      key: `${road.agentId} ${road.action} ${road.percentOff} ${road.label}`,
      title: `${road.label}, by ${agentNames[road.agentId] ?? road.agentId}`,
      why: road.whyNot ?? 'Considered, not chosen.',
      decisionId: null,
    }));
  return [...alone, ...reasons.flatMap((reason) => gaveWay(reason)), ...others];
}

/** The rollout first: whom it has not reached would not be written to without a holdout either. */
function whyAlone({ heldOut, outsideCohort }: Facts): string | null {
  if (outsideCohort) return 'Outside the rollout cohort: agents do not write to this customer yet.';
  return heldOut ? 'Held out: this customer is in the share that gets no touches.' : null;
}

function gaveWay({ factor, text, value }: Reason): SetAside[] {
  if (factor !== 'arbitration') return [];
  return [
    {
      key: `arbitration ${value}`,
      title: 'This decision',
      why: text,
      decisionId: typeof value === 'string' ? value : null,
    },
  ];
}
