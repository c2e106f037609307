import { describe, expect, it } from 'vitest';
import { evaluate, parseExpression, requiredOfAsync } from './expression';

const event = { data: { id: 7, plan: 'gold', nested: { 'odd key': true }, none: null } };
const truth = (source: string, async?: unknown) => evaluate(parseExpression(source), { event, async });

describe('expressions', () => {
  it.each([
    ["event.data.plan == 'gold'", true],
    ['event.data.plan == "tin"', false],
    ['event.data.id >= 7 && event.data.id < 8', true],
    ['event.data.missing == null', true],
    ['event.data.id == event.data.none', false],
    ["!(event.data.plan != 'gold') || false", true],
    ["event.data.nested['odd key']", true],
    ["event.data.plan > 'a'", true],
    ['event.data.plan > 3', false],
    ["event.data.id + '-' + event.data.plan", '7-gold'],
    ['event.data.id + 1 == 8', true],
    ['event.constructor == null', true],
  ])('%s is %s', (source, expected) => {
    expect(truth(source)).toBe(expected);
  });

  it.each([
    'size(event.data.list)',
    'event.data.id ? 1 : 2',
    'other.data',
    'event.data.',
    '(event.data.id',
    "'open",
    'event.data.id %% 2',
    '',
  ])('refuses what it does not know: %s', (source) => {
    expect(() => parseExpression(source)).toThrow(/expression/);
  });

  it('finds what an event must hold', () => {
    const required = (source: string) => requiredOfAsync(parseExpression(source), event);
    expect(required('event.data.id == async.data.id')).toEqual({ path: ['data', 'id'], value: 7 });
    expect(required("async.data.kind == 'click' && async.data.n > 2")).toEqual({
      path: ['data', 'kind'],
      value: 'click',
    });
    expect(required('async.data.a == async.data.b')).toBeUndefined();
    expect(required('async.data.n > 2')).toBeUndefined();
  });
});
