import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policies/policy';
import { mayAsk, optInState } from './opt-in';

const NOW = Date.parse('2026-05-04T12:00:00Z');
const HOUR = 3_600_000;
const ASKED_AGAIN_AFTER = 24 * HOUR;
const MOST_ASKED_WITHIN = 30 * 24 * HOUR;
const asked = (...ago: number[]) => ago.map((ms) => ({ askedAt: NOW - ms }));

describe('asking somebody to confirm', () => {
  it.each([
    ['nobody was asked', asked(), null, true],
    ['asked an hour ago', asked(HOUR), null, false],
    ['asked a day ago', asked(ASKED_AGAIN_AFTER), null, true],
    ['asked an hour ago, then a no, then a new yes', asked(HOUR), NOW - HOUR / 2, true],
    ['a no before the question', asked(HOUR), NOW - 2 * HOUR, false],
    ['three times this month', asked(2 * ASKED_AGAIN_AFTER, 3 * ASKED_AGAIN_AFTER, 4 * ASKED_AGAIN_AFTER), NOW, false],
    [
      'three times, one of them long ago',
      asked(2 * ASKED_AGAIN_AFTER, 3 * ASKED_AGAIN_AFTER, MOST_ASKED_WITHIN),
      null,
      true,
    ],
  ])('%s', (_name, before, lastNo, may) => expect(mayAsk(before, NOW, lastNo, DEFAULT_POLICY.consent)).toBe(may));
});

describe('where a question stands', () => {
  const at = (ms: number) => new Date(NOW + ms);
  const open = { confirmedAt: null, expiresAt: at(1), isEnded: false, now: at(0) };
  it.each([
    ['waiting', open],
    ['expired', { ...open, expiresAt: at(0) }],
    ['confirmed', { ...open, confirmedAt: at(-1), expiresAt: at(-1) }],
    ['ended', { ...open, confirmedAt: at(-1), isEnded: true }],
  ] as const)('%s', (state, facts) => expect(optInState(facts)).toBe(state));
});
