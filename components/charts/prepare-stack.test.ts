import { describe, expect, it } from 'vitest';
import { prepareStack } from './prepare-stack';

const day = (number: number) => new Date(Date.UTC(2026, 2, number, 12));

describe('prepareStack', () => {
  it('says how shares moved, keeping what did not apart', () => {
    const { summary, table, series } = prepareStack({
      series: ['Control', 'Benefit'],
      points: [
        { at: day(1), values: [0.3, 0.7] },
        { at: day(2), values: [0.3, 0.655] },
      ],
      timezone: 'UTC',
    });
    expect(summary).toBe('1 Mar to 2 Mar: Control 30.0%; Benefit 70.0%, then 65.5%.');
    expect(table).toEqual({
      header: ['From', 'Control', 'Benefit'],
      rows: [
        ['1 Mar', '30.0%', '70.0%'],
        ['2 Mar', '30.0%', '65.5%'],
      ],
    });
    expect(series.map(({ colour }) => colour)).toEqual(['var(--chart-control)', 'var(--chart-1)']);
  });

  it('has nothing before there are any', () => {
    expect(prepareStack({ series: ['Control'], points: [], timezone: 'UTC' }).summary).toBe('No shares yet.');
  });
});
