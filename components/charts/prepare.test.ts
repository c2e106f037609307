import { describe, expect, it } from 'vitest';
import type { MetricMeta } from '@/lib/format';
import { type LineInput, prepareLine, tickText } from './prepare-line';

const meta: MetricMeta = { unit: 'moneyPerTouch', direction: 'up', currency: 'USD' };
const day = (number: number) => new Date(Date.UTC(2026, 2, number, 12));

function input(extra: Partial<LineInput> = {}): LineInput {
  return {
    label: 'Revenue per touch',
    meta,
    timezone: 'UTC',
    points: [
      { at: day(1), value: 45, low: 40, high: 50 },
      { at: day(2), value: null },
      { at: day(3), value: 52 },
      { at: day(4), value: 20, isIncomplete: true },
    ],
    ...extra,
  };
}

describe('prepareLine', () => {
  it('keeps gaps, and dashes from the last complete point to the open one', () => {
    const { rows } = prepareLine(input());
    expect(rows.map((row) => row.value)).toEqual([45, null, 52, null]);
    expect(rows.map((row) => row.soFar)).toEqual([null, null, 52, 20]);
    expect(rows.map((row) => row.label)).toEqual(['1 Mar', '2 Mar', '3 Mar', '4 Mar']);
  });

  it('has nothing to draw where all is zero or unknown, until the period compared with has something', () => {
    const points = [
      { at: day(1), value: 0 },
      { at: day(2), value: null },
    ];
    const prepared = prepareLine(input({ points }));
    expect(prepared.isEmpty).toBe(true);
    expect(prepared.summary).toBe('Revenue per touch: zero on every day that is over.');
    expect(prepareLine(input({ points, previous: [3, 0] })).isEmpty).toBe(false);
    expect(prepareLine(input()).isEmpty).toBe(false);
  });

  it('does not say that nothing was measured over a day that has begun', () => {
    const points = [
      { at: day(1), value: null },
      { at: day(2), value: 45, isIncomplete: true },
    ];
    expect(prepareLine(input({ points })).summary).toBe(
      'Revenue per touch: $0.450 on 2 Mar so far, nothing measured before.',
    );
    expect(prepareLine(input({ points: points.slice(0, 1) })).summary).toMatch(/nothing measured in this period yet/);
  });

  it('writes a time of nothing as nothing, not as midnight', () => {
    const time: MetricMeta = { unit: 'duration', direction: 'down' };
    expect([0, 50, 90_000].map((ms) => tickText(ms, time))).toEqual(['0', '50 ms', '1:30 min']);
  });

  it('draws a band only where both bounds are known', () => {
    const prepared = prepareLine(input());
    expect(prepared.hasBand).toBe(true);
    expect(prepared.rows.map((row) => row.band)).toEqual([[40, 50], null, null, null]);
    expect(prepareLine(input({ points: [{ at: day(1), value: 1, low: 0 }] })).hasBand).toBe(false);
  });

  it('marks a point that no line reaches, so that it is drawn all the same', () => {
    const lonely = [
      { at: day(1), value: null },
      { at: day(2), value: 9 },
      { at: day(3), value: null },
    ];
    expect(prepareLine(input({ points: lonely })).rows.map((row) => row.isAlone)).toEqual([false, true, false]);
    expect(prepareLine(input()).rows.map((row) => row.isAlone)).toEqual([true, false, false, false]);
  });

  it('says in a sentence what it shows, without the day that is still open', () => {
    expect(prepareLine(input()).summary).toBe(
      'Revenue per touch: $0.450 on 1 Mar, $0.520 on 3 Mar; lowest $0.450, highest $0.520.',
    );
    expect(prepareLine(input({ points: [] })).summary).toMatch(/nothing measured/);
  });

  it('has the same data as a table', () => {
    const { table } = prepareLine(input({ previous: [44, 43, 42, null] }));
    expect(table.header).toEqual(['Day', 'Revenue per touch', '95% interval', 'Compared with']);
    expect(table.rows[0]).toEqual(['1 Mar', '$0.450', '$0.400 to $0.500', '$0.440']);
    expect(table.rows[3]).toEqual(['4 Mar (so far)', '$0.200', '—', '—']);
  });

  it('shades a time that stands out, as far as it is shown, and marks no single day of it', () => {
    const span = { from: day(2), to: day(30), text: 'Fewer than expected' };
    const prepared = prepareLine(input({ spans: [span, { ...span, from: day(20) }] }));
    expect(prepared.spans).toMatchObject([{ from: '2 Mar', to: '4 Mar' }]);
    expect(prepared.rows.map(({ happened }) => happened !== null)).toEqual([false, true, true, true]);
    expect(prepared.rows.some(({ isMarked }) => isMarked)).toBe(false);
    expect(prepared.table.header.at(-1)).toBe('What happened');
  });

  it('says what happened on the day it happened, and how often', () => {
    const event = { at: day(3), text: 'Policy activated' };
    const prepared = prepareLine(input({ events: [event, event, { at: day(3), text: 'Sending stopped' }] }));
    expect(prepared.rows.map(({ happened }) => happened)).toEqual([
      null,
      null,
      'Policy activated (2 times), Sending stopped',
      null,
    ]);
    expect(prepared.table.header.at(-1)).toBe('What happened');
    expect(prepared.table.rows[2]?.at(-1)).toBe('Policy activated (2 times), Sending stopped');
  });
});
