import { describe, expect, it } from 'vitest';
import { actionWords, actorWords } from './action-words';

describe('actionWords', () => {
  it.each([
    ['kill_switch.stopped', 'Kill switch stopped'],
    ['decision.made', 'Decision made'],
  ])('%s is %s', (action, words) => {
    expect(actionWords(action)).toBe(words);
  });
});

describe('actorWords', () => {
  it.each([
    ['user:0193-abcdef', 'Dana', 'Dana'],
    ['user:0193-abcdef', null, 'Person …abcdef'],
    ['job:cart-sweep', null, 'Background job cart-sweep'],
    ['webhook:sendgrid', null, 'Provider sendgrid'],
    ['customer', null, 'Customer'],
  ])('%s, called %s, is %s', (actor, name, words) => {
    expect(actorWords(actor, name)).toBe(words);
  });
});
