import { describe, expect, it } from 'vitest';
import type { Considered } from '@/domain/agents/agent';
import { ownRoads, setAside } from './set-aside';

const road: Considered = {
  agentId: 'cart_winback',
  action: 'cart_recovery',
  channel: 'email',
  label: 'Cart recovery e-mail',
  percentOff: null,
  probability: 0.2,
  expectedValueCents: 900,
  propensity: 1,
  whyNot: null,
};
const other: Considered = {
  ...road,
  agentId: 'lifecycle',
  label: 'Retention offer',
  whyNot: 'Cart & win-back goes first.',
};
const facts = {
  agentId: 'cart_winback',
  considered: [road, other],
  agentNames: { lifecycle: 'Lifecycle' },
  reasons: [],
  heldOut: false,
  outsideCohort: false,
};

describe('what was set aside', () => {
  it('is what other agents wanted; what the agent weighed itself stands in its own table', () => {
    expect(ownRoads(facts)).toEqual([road]);
    expect(setAside(facts)).toMatchObject([
      { title: 'Retention offer, by Lifecycle', why: 'Cart & win-back goes first.', decisionId: null },
    ]);
  });

  it('is this decision itself, where another one that waits goes first, and leads there', () => {
    const reasons = [{ factor: 'arbitration', text: 'Lifecycle goes first.', value: 'decision-7' }];
    expect(setAside({ ...facts, considered: [road], reasons })).toMatchObject([
      { title: 'This decision', why: 'Lifecycle goes first.', decisionId: 'decision-7' },
    ]);
  });

  it('names the holdout first', () => {
    expect(setAside({ ...facts, heldOut: true }).map(({ key }) => key.split(' ')[0])).toEqual(['alone', 'lifecycle']);
    const both = setAside({ ...facts, heldOut: true, outsideCohort: true });
    expect(both.filter(({ key }) => key === 'alone').map(({ why }) => why)).toEqual([
      expect.stringContaining('rollout cohort'),
    ]);
  });

  it('is nothing where nobody else wanted anything', () => {
    expect(setAside({ ...facts, considered: [road] })).toEqual([]);
  });
});
