import { describe, expect, it } from 'vitest';
import { analyseExperiment } from '@/domain/experiments/analyse-experiment';
import { DEFAULT_DESIGN } from '@/domain/experiments/experiment';
import { armRows, axisOf, placeOn, verdictTable } from './prepare-result';

const verdict = analyseExperiment({
  arms: [
    { name: 'control', people: 5_000, outcomes: [{ kind: 'share', successes: 500, trials: 5_000 }] },
    { name: 'a', people: 5_000, outcomes: [{ kind: 'share', successes: 640, trials: 5_000 }] },
  ],
  metrics: [{ id: 'orders', name: 'orders', kind: 'share', role: 'goal', goal: 'increase' }],
  design: DEFAULT_DESIGN,
});

describe('the rows of a result', () => {
  it('lie on one axis that holds zero and every interval', () => {
    const axis = axisOf(verdict.results);
    const [result] = verdict.results;
    const [control, arm] = result ? armRows(result, axis) : [];
    expect(control).toMatchObject({
      arm: 'control',
      value: '10.00%',
      behind: '500 of 5,000',
      standing: 'control',
      bar: null,
    });
    expect(arm).toMatchObject({ lift: '+28%', standing: 'better' });
    expect(placeOn(axis, 0)).toBeGreaterThan(0);
    expect(arm?.bar?.from).toBeGreaterThan(placeOn(axis, 0));
    expect(arm?.bar?.to).toBeLessThan(100);
  });

  it('are a table to save', () => {
    const { header, rows } = verdictTable(verdict);
    expect(rows).toHaveLength(2);
    expect(rows[1]?.slice(0, 4)).toEqual(['orders: a', '5,000', '12.80%', '+28%']);
    for (const row of rows) expect(row).toHaveLength(header.length);
  });

  it('keep an axis where nothing can be drawn', () => {
    expect(axisOf([])).toEqual({ low: -0.01, high: 0.01 });
  });
});
