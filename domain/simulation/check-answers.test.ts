import { describe, expect, it } from 'vitest';
import { seededRng } from '../shared/random';
import { checkAnswers, type GivenAnswer } from './check-answers';
import type { Occasion } from './parameters';
import { type MessageFacts, planResponses } from './response';
import { SIMULATED_SEASON } from './twin-world';

const { response } = SIMULATED_SEASON;

function factsOf(index: number, occasion: Occasion): MessageFacts {
  return {
    channel: index % 5 === 0 ? 'sms' : 'email',
    occasion,
    band: index % 3 === 0 ? 'over1000' : 'under300',
    percentOff: index % 4 === 0 ? 20 : 0,
    recentTouches: index % 3,
    deliveredAt: new Date('2026-02-01T10:00:00Z'),
    weeksIn: index % 12,
  };
}

function answered(count: number, tired = 0): GivenAnswer[] {
  return Array.from({ length: count }, (_, index) => {
    const facts = factsOf(index, index % 2 === 0 ? 'cart' : 'news');
    const lived = { ...facts, recentTouches: facts.recentTouches + tired };
    return { facts, kinds: planResponses(seededRng(`a:${index}`), lived, response).map(({ kind }) => kind) };
  });
}

describe('checkAnswers', () => {
  it('finds answers where the parameters put them, over mixed channels, discounts and fatigue', () => {
    const checks = checkAnswers(answered(20_000), response);
    expect(checks.map(({ occasion, kind }) => `${occasion} ${kind}`)).toEqual([
      'cart opened',
      'cart clicked',
      'cart unsubscribed',
      'news opened',
      'news clicked',
      'news unsubscribed',
    ]);
    for (const { z, delivered } of checks) {
      expect(delivered).toBe(10_000);
      expect(Math.abs(z)).toBeLessThan(4);
    }
  });

  it('tells of people who tire more than they should', () => {
    const opened = checkAnswers(answered(20_000, 2), response).find(({ kind }) => kind === 'opened');
    expect(opened?.z).toBeLessThan(-6);
  });
});
