import { describe, expect, it } from 'vitest';
import { ago, cartSnapshot, NOON, POLICY } from '@/tests/factories/snapshot';
import { recoverCart } from '../agents/cart-winback/recover-cart';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import { ORDER_PRIORS } from '../models/order-priors';
import { after, DAY, HOUR } from '../shared/time';
import { betweenAgents } from './between-agents';

type Touch = Snapshot['touches'][number];
const touch = (msAgo: number, changes: Partial<Touch> = {}): Touch => ({
  at: ago(msAgo),
  channel: 'sms',
  agentId: 'cart_winback',
  action: 'cart_reminder',
  wave: null,
  ...changes,
});
const at = (ms: number) => after(NOON, ms).toISOString();

function judge(touches: Touch[], changes: Partial<Candidate> = {}) {
  const [candidate] = recoverCart(cartSnapshot(), POLICY, ORDER_PRIORS, NOON).candidates;
  if (!candidate) throw new Error('The cart agent proposes nothing.');
  const findings = betweenAgents({ ...candidate, ...changes }, cartSnapshot({ touches }), POLICY);
  return Object.fromEntries(findings.map((found) => [found.rule.replace('spam.', ''), found]));
}

describe('all agents together', () => {
  it('counts every channel within seven days, and says when the next touch fits', () => {
    const three = [touch(DAY), touch(2 * DAY, { channel: 'web' }), touch(6 * DAY, { channel: 'email' })];
    expect(judge(three).weekly_touches).toMatchObject({ verdict: 'pass', measured: 3, limit: 4 });
    const four = [...three, touch(7 * DAY - 1)];
    expect(judge(four).weekly_touches).toMatchObject({ verdict: 'block', measured: 4, passesAt: at(1) });
    expect(judge([...three, touch(7 * DAY)]).weekly_touches).toMatchObject({ verdict: 'pass', measured: 3 });
  });

  it('counts touches already on their way after this one', () => {
    const coming = [touch(-1 * DAY), touch(-2 * DAY), touch(-3 * DAY), touch(-4 * DAY)];
    expect(judge(coming).weekly_touches?.verdict).toBe('block');
  });

  it('lets only those who go first write beyond the monthly aim', () => {
    const five = [8, 12, 16, 20, 29].map((days) => touch(days * DAY));
    expect(judge(five).monthly_aim).toMatchObject({ verdict: 'pass', measured: 5, limit: 5 });
    const weaker = { agentId: 'lifecycle', action: 'engagement' };
    expect(judge(five, weaker).monthly_aim).toMatchObject({ verdict: 'block', passesAt: at(DAY) });
    expect(judge(five.slice(1), weaker).monthly_aim?.verdict).toBe('pass');
  });

  it('keeps a distance between agents, not within one', () => {
    const other = { agentId: 'campaign', action: 'news' };
    expect(judge([touch(24 * HOUR, other)]).gap?.verdict).toBe('pass');
    expect(judge([touch(24 * HOUR - 1, other)]).gap).toMatchObject({ verdict: 'block', passesAt: at(1) });
    expect(judge([touch(-24 * HOUR + 1, other)]).gap).toMatchObject({
      verdict: 'block',
      passesAt: at(48 * HOUR - 1),
    });
    expect(judge([touch(HOUR)]).gap?.verdict).toBe('pass');
  });

  it('keeps it between two campaigns of one agent, and finds the first gap among several touches', () => {
    const campaign = (msAgo: number, campaignId: string) =>
      touch(msAgo, { agentId: 'campaign', action: 'news', campaignId });
    const mine = { agentId: 'campaign', action: 'news', campaignId: 'spring' };
    expect(judge([campaign(HOUR, 'spring')], mine).gap?.verdict).toBe('pass');
    expect(judge([campaign(HOUR, 'summer')], mine).gap?.verdict).toBe('block');
    const two = [touch(HOUR, { agentId: 'lifecycle' }), touch(-40 * HOUR, { agentId: 'lifecycle' })];
    expect(judge(two).gap).toMatchObject({ verdict: 'block', passesAt: at(64 * HOUR) });
  });
});
