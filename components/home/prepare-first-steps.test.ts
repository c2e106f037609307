import { describe, expect, it } from 'vitest';
import { stepsOf } from './prepare-first-steps';

const EMPTY = {
  isYoung: true,
  hasKey: false,
  firstEventAt: null,
  sending: 'sandbox',
  people: 1,
  hasBegun: false,
} as const;
const doneOf = (facts: Parameters<typeof stepsOf>[0]) =>
  stepsOf(facts).flatMap(({ id, isDone }) => (isDone ? [id] : []));

describe('the first steps', () => {
  it('are all open in an empty workspace, and each is done by its own fact', () => {
    expect(doneOf(EMPTY)).toEqual([]);
    expect(doneOf({ ...EMPTY, hasKey: true })).toEqual(['key']);
    expect(doneOf({ ...EMPTY, hasKey: true, firstEventAt: new Date() })).toEqual(['key', 'event']);
    expect(doneOf({ ...EMPTY, sending: 'connected' })).toEqual(['sending']);
    expect(doneOf({ ...EMPTY, people: 2 })).toEqual(['people']);
    expect(doneOf({ ...EMPTY, hasBegun: true })).toEqual(['begin']);
  });

  it('ask for no key where a log was imported, and for no provider where nothing may leave', () => {
    expect(doneOf({ ...EMPTY, firstEventAt: new Date(), sending: 'contained' })).toEqual(['key', 'event', 'sending']);
  });
});
