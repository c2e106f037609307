import { expect, it } from 'vitest';
import { instantInZone, offsetAt } from './zone';

const MINUTE = 60_000;

it.each([
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 60, 120],
  // Their clocks were changed a minute after midnight.
  ['America/St_Johns', '2010-03-14T03:31:00Z', -210, -150],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 660, 630],
])('the offset in %s changes at the very minute', (zone, change, before, after) => {
  const at = Date.parse(change);
  expect(offsetAt(at - MINUTE, zone)).toBe(before * MINUTE);
  expect(offsetAt(at, zone)).toBe(after * MINUTE);
  expect(offsetAt(at - 1, zone)).toBe(before * MINUTE);
});

it('a time that clocks show is the instant, whatever was asked before', () => {
  const time = { year: 2026, month: 3, day: 29, hour: 3, minute: 0, second: 0 };
  expect(instantInZone(time, 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:00:00.000Z');
  expect(instantInZone({ ...time, hour: 1, minute: 59 }, 'Europe/Berlin').toISOString()).toBe(
    '2026-03-29T00:59:00.000Z',
  );
});
