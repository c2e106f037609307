import { beginsNow, whyNotNow } from '../../campaigns/begins-now';
import type { CampaignFact } from '../../campaigns/campaign-fact';
import type { Reason } from '../../decisions/candidate';
import { campaignRank } from '../../decisions/priority';
import type { Snapshot } from '../../decisions/snapshot';
import type { Models } from '../../models/models';
import type { Policy } from '../../policies/policy';
import type { Agent, Considered, Proposal } from '../agent';
import { asConsidered, nothing } from '../proposal';
import { campaignCard } from './campaign-card';
import { type Planned, planTouch } from './plan-touch';

/** Chooses the campaign of the library that is expected to bring most, and speaks its next message. */
export const campaign: Agent = {
  ...campaignCard,
  wakesOn: ['campaign_due', 'milestone', 'stage_changed', 'segment_changed'],
  propose(snapshot, policy, models, now) {
    const { trigger } = snapshot;
    if (trigger.kind !== 'campaign_due') return chooseCampaign(snapshot, policy, models, now);
    const due = snapshot.campaigns.find(({ id }) => id === trigger.campaignId);
    if (!due) return nothing('The campaign does not run.', 'campaign', trigger.campaignId);
    // Its moment may have gone by while it gave way: the customer may be in that stage or segment no longer.
    if (trigger.step === 1 && trigger.again && !beginsNow(due.trigger, snapshot, policy, now)) {
      return nothing('Its moment went by while something else went first.', 'campaign', trigger.campaignId);
    }
    const { candidate, whyNot } = planTouch(due, trigger.step, { snapshot, policy, models, now });
    if (candidate) return proposing(candidate, []);
    return { candidates: [], considered: [unfit(due, whyNot, trigger.step)], reasons: [whyNot] };
  },
};

/**
 * Of the campaigns that begin for this customer now, the one of the highest priority, and within it the one expected to
 * bring most: probability x (order value - discount). The others are kept as considered.
 */
function chooseCampaign(snapshot: Snapshot, policy: Policy, models: Models, now: Date): Proposal {
  const beginning = snapshot.campaigns.filter(
    (fact) => fact.startedAt === null && beginsNow(fact.trigger, snapshot, policy, now),
  );
  // Who asks wants to know of each campaign; what wakes the agent is about those that it begins.
  const resting = snapshot.trigger.kind === 'on_demand' ? notBeginning(snapshot, beginning, policy, now) : [];
  if (beginning.length === 0) {
    return { ...nothing('No running campaign begins for this customer now.', 'campaign', null), considered: resting };
  }
  const planned = beginning.map((fact) => ({ fact, ...planTouch(fact, 1, { snapshot, policy, models, now }) }));
  const possible = planned
    .flatMap((plan) => (plan.candidate ? [{ fact: plan.fact, candidate: plan.candidate }] : []))
    .toSorted(
      (a, b) =>
        campaignRank(a.fact.priority) - campaignRank(b.fact.priority) ||
        b.candidate.expectedValueCents - a.candidate.expectedValueCents,
    );
  const unfitting = planned.flatMap((plan) => (plan.candidate ? [] : [unfit(plan.fact, plan.whyNot)]));
  const left = [...unfitting, ...resting];
  const [best, ...others] = possible;
  if (!best) return { candidates: [], considered: left, reasons: planned.flatMap(({ whyNot }) => whyNot ?? []) };
  const outdone = others.map(({ fact, candidate }) =>
    asConsidered(
      candidate,
      fact.name,
      campaignRank(fact.priority) > campaignRank(best.fact.priority)
        ? `“${best.fact.name}” has the higher priority.`
        : `“${best.fact.name}” is expected to bring more.`,
    ),
  );
  return proposing(best.candidate, [...outdone, ...left]);
}

/** The running campaigns that do not begin now, each with why. */
function notBeginning(snapshot: Snapshot, beginning: readonly CampaignFact[], policy: Policy, now: Date): Considered[] {
  return snapshot.campaigns
    .filter((fact) => !beginning.includes(fact))
    .map((fact) => {
      const text = fact.startedAt === null ? whyNotNow(fact.trigger, snapshot, policy, now) : 'It has begun already.';
      return unfit(fact, { text, factor: 'campaign', value: fact.id });
    });
}

function proposing(candidate: NonNullable<Planned['candidate']>, considered: Considered[]): Proposal {
  return { candidates: [candidate], considered, reasons: candidate.reasons };
}

/** A campaign that has nothing to say to this customer now. */
function unfit(fact: CampaignFact, whyNot: Reason, number = 1): Considered {
  const step = fact.steps[number - 1];
  return {
    agentId: 'campaign',
    action: 'campaign_message',
    channel: step?.channel ?? 'email',
    label: fact.name,
    percentOff: null,
    probability: null,
    expectedValueCents: null,
    propensity: null,
    whyNot: whyNot.text,
  };
}
