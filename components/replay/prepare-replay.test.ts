import { describe, expect, it } from 'vitest';
import {
  answerWords,
  factorWords,
  moveWords,
  outcomeRows,
  paceOf,
  transitionsOf,
  transitionWords,
} from './prepare-replay';

const START = new Date('2026-03-01T10:00:00Z');
const later = (ms: number) => new Date(START.getTime() + ms);

describe('the pace of a replay', () => {
  it('is what was done since it began, and tells what is left', () => {
    const run = { done: 2_000, total: 5_000, startedAt: START, updatedAt: later(4_000) };
    expect(paceOf(run)).toEqual({ perSecond: 500, leftMs: 6_000 });
  });

  it('is not told before it is sure', () => {
    expect(paceOf({ done: 0, total: 10, startedAt: null, updatedAt: START })).toBeNull();
    expect(paceOf({ done: 250, total: 500, startedAt: START, updatedAt: later(500) })).toBeNull();
    expect(paceOf({ done: 0, total: 500, startedAt: START, updatedAt: later(9_000) })).toBeNull();
  });

  it('leaves nothing where more came in than was counted at first', () => {
    expect(paceOf({ done: 11, total: 10, startedAt: START, updatedAt: later(5_000) })?.leftMs).toBe(0);
  });
});

describe('what came of all decisions', () => {
  it('stands side by side, also what one side alone came to', () => {
    const outcomes = { before: { scheduled: 4 }, after: { scheduled: 1, blocked: 3 } };
    expect(outcomeRows({ outcomes })).toEqual([
      { outcome: 'scheduled', before: 4, after: 1 },
      { outcome: 'blocked', before: 0, after: 3 },
    ]);
  });

  it('names the outcomes that became others, the most frequent first', () => {
    const found = transitionsOf({ transitions: { 'scheduled>blocked': 2, 'in_review>scheduled': 7, 'gone>lost': 9 } });
    expect(found).toEqual([
      { from: 'in_review', to: 'scheduled', count: 7 },
      { from: 'scheduled', to: 'blocked', count: 2 },
    ]);
    expect(found.map(transitionWords)).toEqual(['In review → Scheduled', 'Scheduled → Blocked']);
  });
});

describe('an answer in words', () => {
  const names = new Map([['cart_reminder', 'Cart reminder']]);

  it('says what would be sent, and with which discount', () => {
    expect(answerWords({ action: 'cart_reminder', channel: 'email', percentOff: 10 }, names)).toBe(
      'Cart reminder, E-mail, 10% off',
    );
    expect(answerWords({ action: 'old_action', channel: null, percentOff: null }, names)).toBe('old action');
    expect(answerWords({ action: null, channel: null, percentOff: null }, names)).toBeNull();
  });

  it('calls what decides by name, rules of guardrails and what stands beside them', () => {
    expect(factorWords('agent.proposal')).toBe('The agent proposes something else');
    expect(factorWords('spam.frequency')).toBe('E-mails of the last days');
  });

  it('tells a mere move of the time as such', () => {
    const at = (sendAt: string) => ({ sendAt });
    const [then, later] = [at('2026-11-22T18:26:00.000Z'), at('2026-11-22T19:00:00.000Z')];
    expect(moveWords(['time'], then, later, 'UTC')).toBe('Leaves later, at 19:00');
    expect(moveWords(['time'], later, then, 'UTC')).toBe('Leaves earlier, at 18:26');
    expect(moveWords(['time'], then, at('2026-11-23T09:00:00.000Z'), 'UTC')).toBe(
      'Leaves later, on 23 Nov 2026, 09:00',
    );
    expect(moveWords(['time', 'discount'], then, later, 'UTC')).toBeNull();
  });
});
