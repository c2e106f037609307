import { describe, expect, it } from 'vitest';
import { askedOf, loadDecisionFilters, selectedIn, unreadable } from './decision-filter-params';

const NOW = new Date('2026-03-15T12:00:00Z');
const read = (query: string) => loadDecisionFilters(new URLSearchParams(query));
const problems = (query: string) => unreadable(new URLSearchParams(query), read(query));

describe('decision filters in the URL', () => {
  it('become what the server is asked', () => {
    const chosen = read('outcome=blocked,held_out&agent=cart_winback&channel=email&range=2026-03-01..2026-03-02');
    expect(askedOf(chosen, NOW, 'Europe/Berlin')).toEqual({
      outcomes: ['blocked', 'held_out'],
      agentId: 'cart_winback',
      channel: 'email',
      from: new Date('2026-02-28T23:00:00Z'),
      to: new Date('2026-03-02T23:00:00Z'),
    });
  });

  it('ask for what guardrails and people said', () => {
    const reviewerId = '01998a7e-0000-7000-8000-000000000000';
    const chosen = read(`guardrail=spam&rule=spam.frequency&risk=high&reviewer=${reviewerId}`);
    expect(askedOf(chosen, NOW, 'UTC')).toEqual({
      guardrail: 'spam',
      rule: 'spam.frequency',
      risk: 'high',
      reviewerId,
    });
    expect(problems('guardrail=nobody&rule=%27;--&risk=9&reviewer=x')).toEqual([
      'guardrail',
      'rule',
      'risk',
      'reviewer',
    ]);
  });

  it('name picked decisions, and none rather than all where no name can be read', () => {
    const id = '01998a7e-0000-7000-8000-000000000000';
    expect(selectedIn(new URLSearchParams(`ids=${id},nonsense`))).toEqual([id]);
    expect(selectedIn(new URLSearchParams('ids='))).toEqual([]);
    expect(selectedIn(new URLSearchParams('outcome=blocked'))).toBeUndefined();
  });

  it('ask for everything when there are none', () => {
    expect(askedOf(read(''), NOW, 'UTC')).toEqual({});
    expect(problems('')).toEqual([]);
  });

  it('keep what can be read and name what cannot', () => {
    const query = 'outcome=blocked,nonsense&channel=pigeon&customer=%27%3B--&agent=cart_winback&range=1..2&other=x';
    expect(askedOf(read(query), NOW, 'UTC')).toEqual({ outcomes: ['blocked'], agentId: 'cart_winback' });
    expect(problems(query)).toEqual(['outcome', 'channel', 'customer', 'range']);
  });
});
