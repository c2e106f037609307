import { expect, it } from 'vitest';
import { dueAfter, runsAt } from './loops';

it('comes due by days, and the strategy with the quarter', () => {
  const at = new Date('2026-11-22T10:00:00Z');
  expect(dueAfter('guardrails', at).toISOString()).toBe('2026-11-29T10:00:00.000Z');
  expect(dueAfter('prompts', at).toISOString()).toBe('2026-12-06T10:00:00.000Z');
  expect(dueAfter('models', at).toISOString()).toBe('2026-12-22T10:00:00.000Z');
  expect(dueAfter('strategy', at).toISOString()).toBe('2027-01-01T00:00:00.000Z');
  expect(dueAfter('strategy', new Date('2027-01-01T00:00:00Z')).toISOString()).toBe('2027-04-01T00:00:00.000Z');
});

it('runs what is due at the next time that it looks', () => {
  const at = (clock: string) => new Date(`2026-11-22T${clock}:00Z`);
  expect(runsAt(at('10:00'), at('09:00'))).toEqual(at('10:35'));
  expect(runsAt(at('10:36'), at('09:00'))).toEqual(at('11:35'));
  expect(runsAt(at('10:00'), at('10:20'))).toEqual(at('10:35'));
  expect(runsAt(at('10:00'), at('14:50'))).toEqual(at('15:35'));
});
