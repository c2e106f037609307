import { expect, it } from 'vitest';
import { dueAfter } from './loops';

it('comes due by days, and the strategy with the quarter', () => {
  const at = new Date('2026-11-22T10:00:00Z');
  expect(dueAfter('guardrails', at).toISOString()).toBe('2026-11-29T10:00:00.000Z');
  expect(dueAfter('prompts', at).toISOString()).toBe('2026-12-06T10:00:00.000Z');
  expect(dueAfter('models', at).toISOString()).toBe('2026-12-22T10:00:00.000Z');
  expect(dueAfter('strategy', at).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(dueAfter('strategy', new Date('2027-01-01T00:00:00Z')).toISOString()).toBe('2027-04-01T00:00:00.000Z');
});
