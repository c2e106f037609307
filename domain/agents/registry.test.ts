import { describe, expect, it } from 'vitest';
import { campaignFact } from '@/tests/factories/campaign';
import { ago, cartSnapshot, customerFacts, dormantSnapshot, NOON, POLICY } from '@/tests/factories/snapshot';
import { Snapshot } from '../decisions/snapshot';
import { ORDER_PRIORS } from '../models/order-priors';
import { AGENT_CARDS, actionKind, actionName, actionsOfKind, agentName } from './agent-cards';
import { creativeCard } from './creative-testing/creative-card';
import { AGENTS, agentsFor } from './registry';

const DAY = 86_400_000;
const TRIGGERS: readonly Snapshot['trigger'][] = [
  { kind: 'cart_idle', cartId: 'c' },
  { kind: 'cart_reminder', cartId: 'c', emailedAt: ago(DAY) },
  { kind: 'web_visit', slot: 'leaving', cartId: 'c' },
  { kind: 'dormant', spellId: 's' },
  { kind: 'wave_due', spellId: 's', wave: 2 },
  { kind: 'lifecycle_daily', day: '2026-11-21' },
  { kind: 'stage_changed', from: 'active', to: 'at_risk', changedAt: ago(DAY) },
  { kind: 'segment_changed', segmentId: 's', change: 'entered', changedAt: ago(DAY) },
  { kind: 'campaign_due', campaignId: 'spring', step: 1 },
  { kind: 'milestone', milestone: 'nth_purchase', count: 5 },
];

const CAMPAIGNS = [
  campaignFact({ id: 'spring' }),
  campaignFact({ id: 'fifth', trigger: { kind: 'nth_purchase', count: 5 } }),
  campaignFact({ id: 'quiet', trigger: { kind: 'stage_changed', to: 'at_risk' } }),
];

it('is tried with every trigger there is', () => {
  const kinds = Snapshot.shape.trigger.options.map(({ shape }) => shape.kind.value);
  expect([...TRIGGERS.map(({ kind }) => kind), 'on_demand'].toSorted()).toEqual(kinds.toSorted());
});

/** Customers of many kinds, each under every trigger. */
function snapshots(): Snapshot[] {
  const stages = ['new', 'active', 'at_risk', 'churned'] as const;
  const bases = [cartSnapshot(), dormantSnapshot()];
  return bases.flatMap((base) =>
    stages.flatMap((stage) =>
      [1_000, 50_000, 200_000, 900_000].flatMap((lifetimeValueCents) =>
        [...TRIGGERS, ...AGENTS.map(({ id }) => ({ kind: 'on_demand' as const, agentId: id }))].map((trigger) => ({
          ...base,
          trigger,
          campaigns: CAMPAIGNS,
          customer: customerFacts({ ...base.customer, stage, lifetimeValueCents }),
        })),
      ),
    ),
  );
}

const proposed = AGENTS.flatMap((agent) =>
  snapshots()
    .filter((snapshot) => agentsFor(snapshot).includes(agent))
    .map((snapshot) => ({ agent, snapshot, proposal: agent.propose(snapshot, POLICY, ORDER_PRIORS, NOON) })),
);

describe.each(AGENTS.map((agent) => [agent.id, agent] as const))('the agent %s', (id, agent) => {
  const own = proposed.filter((entry) => entry.agent === agent);
  const candidates = own.flatMap(({ proposal }) => proposal.candidates);

  it('has a name, a description, a priority in the policy, and wakes on something', () => {
    expect(agentName(id)).not.toBe(id);
    expect(agent.description).toMatch(/^[A-Z].{20,}\.$/);
    expect(POLICY.arbitration.priorities[id]).toBeTypeOf('number');
    expect(agent.wakesOn.length).toBeGreaterThan(0);
    expect(AGENTS.filter((other) => other.id === id)).toHaveLength(1);
  });

  it('says of each action what it is called and which templates speak for it', () => {
    for (const action of agent.actions) {
      expect(actionName(id, action.id)).toMatch(/^[A-Z]/);
      expect(action.templates.length).toBeGreaterThan(0);
    }
  });

  it('calls no action as another agent does', () => {
    for (const action of agent.actions) {
      const owners = AGENT_CARDS.filter(({ actions }) => actions.some((known) => known.id === action.id));
      expect(owners.map((owner) => owner.id)).toEqual([id]);
      expect(actionKind(action.id)).toBe(action.kind);
      expect(actionsOfKind(action.kind)).toContain(action.id);
    }
  });

  it('answers alike however often it is asked, and changes nothing of what it looks at', () => {
    for (const { snapshot, proposal } of own) {
      const frozen = structuredClone(snapshot);
      expect(agent.propose(frozen, POLICY, ORDER_PRIORS, NOON)).toEqual(proposal);
      expect(frozen).toEqual(snapshot);
    }
  });

  it('gives reasons, also for doing nothing', () => {
    for (const { proposal } of own) expect(proposal.reasons.length).toBeGreaterThan(0);
    for (const candidate of candidates) expect(candidate.reasons.every(({ text }) => text.length > 3)).toBe(true);
  });

  it('proposes only actions and templates it has, as itself, not in the past', () => {
    expect(candidates.length).toBeGreaterThan(0);
    for (const candidate of candidates) {
      const action = agent.actions.find((known) => known.id === candidate.action);
      expect(candidate.agentId).toBe(id);
      expect(action?.templates).toContain(candidate.content.templateId);
      if (candidate.offer) expect(action?.givesCodes).toBe(true);
      expect(Date.parse(candidate.sendAt)).toBeGreaterThanOrEqual(NOON.getTime());
      expect(candidate.probability).toBeGreaterThan(0);
    }
  });

  it('says why not of each road it left', () => {
    for (const { proposal } of own) for (const road of proposal.considered) expect(road.whyNot).toMatch(/.{5,}/);
  });
});

it('has a card for every agent, and no other', () => {
  // Creative testing decides about words: it looks at no customer's snapshot.
  expect(AGENT_CARDS.map(({ id }) => id)).toEqual([...AGENTS.map(({ id }) => id), creativeCard.id]);
});

describe('agentsFor', () => {
  it('wakes those that wait for a trigger, and of those asked by a person the one asked', () => {
    for (const trigger of TRIGGERS) {
      for (const agent of agentsFor({ trigger })) expect(agent.wakesOn).toContain(trigger.kind);
    }
    expect(agentsFor({ trigger: { kind: 'on_demand', agentId: 'lifecycle' } }).map(({ id }) => id)).toEqual([
      'lifecycle',
    ]);
    expect(agentsFor({ trigger: { kind: 'on_demand', agentId: 'nobody' } })).toEqual([]);
  });
});
