import { describe, expect, it } from 'vitest';
import { humanChance, weightedOutcome } from './human-weight';
import { noveltyWarning, segmentFindings, weekdayWarning } from './warnings';

const effect = (estimate: number, error = 0.01) => ({ estimate, squaredError: error ** 2 });

describe('warnings', () => {
  it('tell of an effect that wears off or grows, and not of noise', () => {
    expect(noveltyWarning(effect(0.1), effect(0.02))).toMatch(/novelty/);
    expect(noveltyWarning(effect(0.02), effect(0.1))).toMatch(/understates/);
    expect(noveltyWarning(effect(0.05), effect(0.04))).toBeNull();
  });

  it('tell of weeks that are not whole, and of days that differ', () => {
    expect(weekdayWarning(5, [])).toMatch(/whole week/);
    expect(weekdayWarning(10, [effect(0.1), effect(0.1)])).toMatch(/more often/);
    expect(weekdayWarning(14, [effect(0.1), effect(0.1)])).toBeNull();
    expect(weekdayWarning(14, [effect(0.1), effect(0)])).toMatch(/differs by day/);
  });

  it('take the luckiest of many segments for luck', () => {
    const segments = Array.from({ length: 20 }, (_, index) => ({
      segment: `s${index}`,
      ...effect(index === 3 ? 0.024 : 0),
    }));
    const { segments: found, doDiffer } = segmentFindings(segments);
    // p = 0.0164 alone, times 20.
    expect(found[3]?.p).toBeCloseTo(0.328, 2);
    expect(doDiffer).toBe(false);
    expect(
      segmentFindings([
        { segment: 'a', ...effect(0.1) },
        { segment: 'b', ...effect(0) },
      ]).doDiffer,
    ).toBe(true);
  });
});

describe('events weighted by how likely a person made them', () => {
  it('count a scanner’s clicks for little', () => {
    expect(humanChance([])).toBe(0);
    expect(humanChance([0.5, 0.5])).toBe(0.75);
    const { count, mean } = weightedOutcome([[1], [], [0.02], [0.5, 0.5]]);
    expect(count).toBe(4);
    expect(mean).toBeCloseTo(1.77 / 4, 12);
  });
});
