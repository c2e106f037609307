import { describe, expect, it } from 'vitest';
import type { CreditAndCause } from '@/server/services/attribution';
import { causedChart, causedTable, drawsWords } from './prepare-caused';

const group = { customers: 900, revenuePerCustomer: 20_000 };
const unread: CreditAndCause = {
  touches: 1_000,
  modelCents: 500_000,
  evidenceCents: 0,
  incremental: {
    treated: group,
    heldOut: { ...group, customers: 50 },
    perTouch: { estimate: 40, low: -160, high: 240 },
    timesNeeded: 25,
    missing: null,
  },
  draws: [
    { perTouch: { estimate: 20, low: -100, high: 140 }, missing: null },
    { perTouch: { estimate: 130, low: 10, high: 250 }, missing: null },
    { perTouch: null, missing: 'Too few.' },
  ],
};

describe('credit and cause on one axis', () => {
  const chart = causedChart(unread, 'GBP');

  it('has zero and the ends of all bars on it', () => {
    expect(chart.axis.low).toBeLessThan(-160);
    expect(chart.axis.high).toBeGreaterThan(500);
    expect(chart.rows.map(({ kind }) => kind)).toEqual(['credit', 'credit', 'cause', 'draw', 'draw', 'draw']);
    for (const { bar } of chart.rows) {
      if (!bar) continue;
      expect(bar.from).toBeGreaterThan(0);
      expect(bar.to).toBeLessThan(100);
      expect(bar.at).toBeGreaterThanOrEqual(bar.from);
    }
    expect(chart.rows.at(-1)).toMatchObject({ bar: null, words: 'Too few.' });
  });

  it('says it in words and as a table', () => {
    expect(chart.rows[0]?.words).toBe('£5.00 a touch');
    expect(chart.rows[2]?.words).toBe('£0.40 (95%: −£1.60 to £2.40)');
    expect(causedTable(chart, 'GBP').rows[2]?.slice(1)).toEqual(['£0.40', '−£1.60', '£2.40']);
  });

  it('counts the draws that hold zero of those that have an interval', () => {
    expect(drawsWords(unread)).toContain('in 1 of 2 draws');
    expect(drawsWords({ draws: null })).toBeNull();
  });

  it('draws nothing where nothing was sent', () => {
    expect(causedChart({ ...unread, touches: 0 }, 'GBP').rows).toEqual([]);
  });
});
