import { describe, expect, it } from 'vitest';
import { whyNotStorable } from './storable';

describe('what a column can hold', () => {
  it('lets texts, emoji, dates and ordinary depth pass', () => {
    expect(whyNotStorable({ a: ['käse 🧀', 1, null, true, new Date(0)], b: { c: { d: undefined } } })).toBeNull();
  });

  it.each([
    ['a NUL in a text', { a: ['x\0'] }, 'NUL'],
    ['a NUL in a key', { 'a\0b': 1 }, 'NUL'],
    ['half a pair in a text', { reason: 'x\ud800yz' }, 'surrogate'],
    ['half a pair in a key', { 'x\udc00': 1 }, 'surrogate'],
    ['a reason that nobody can see', { reason: '\u200b' }, 'cannot be seen'],
    ['a name of marks and fillers', { name: ' \u202e\u200b\u2800\u0301' }, 'cannot be seen'],
    ['a year before all calendars', { at: new Date(-62198755200000) }, '1970 and 2200'],
    ['a year beyond them', { list: [new Date(8.64e15)] }, '1970 and 2200'],
    ['no moment at all', { at: new Date(Number.NaN) }, '1970 and 2200'],
  ])('refuses %s', (_, input, word) => {
    expect(whyNotStorable(input)).toContain(word);
  });

  it('refuses at once what a short text unfolds to without end', () => {
    let shared: unknown = { x: 1 };
    for (let level = 0; level < 40; level++) shared = { x: shared, y: shared };
    expect(whyNotStorable(shared)).toContain('100,000 values');
  });

  it('refuses nesting without end, also in a circle', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(whyNotStorable(deep)).toContain('100 levels');
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(whyNotStorable(circle)).toContain('100 levels');
  });
});
