import { describe, expect, it } from 'vitest';
import { seededRng } from '../shared/random';
import { BEFORE, type LookCell, secondLooks } from './second-look';

type Person = { arm: string; day: number; before: number; succeeds: number; spentBefore: number; spends: number };

/** One cell a person: what is summed must not depend on how it is grouped. */
function cellOf({ arm, day, before, succeeds, spentBefore: x, spends: y }: Person): LookCell {
  return {
    ...{ variantId: arm, day, weekday: day % 7, before: BEFORE[before] ?? 'never', succeeded: succeeds, count: 1 },
    ...{ x, y, xx: x * x, yy: y * y, xy: x * y },
  };
}

/** So many people on days 0 to 13, on both arms by turns; `chance` says who succeeds, `worth` what they spend. */
function lived(
  people: number,
  chance: (person: { isArm: boolean; day: number; before: number }) => number,
  worth: (person: { isArm: boolean; spentBefore: number; noise: number }) => number = () => 0,
): LookCell[] {
  const rng = seededRng('second-look');
  return Array.from({ length: people }, (_, nth) => {
    const isArm = nth % 2 === 0;
    const [day, before] = [Math.floor(nth / 2) % 14, Math.floor(nth / 28) % 3];
    const spentBefore = Math.round(rng() * 10_000);
    return cellOf({
      ...{ arm: isArm ? 'b' : 'a', day, before, spentBefore },
      succeeds: rng() < chance({ isArm, day, before }) ? 1 : 0,
      spends: worth({ isArm, spentBefore, noise: rng() * 1_000 }),
    });
  });
}

const look = (cells: readonly LookCell[], days = 14) => {
  const [found] = secondLooks(cells, 'a', days);
  if (!found) throw new Error('There is one challenger.');
  return found;
};

describe('a second look', () => {
  it('warns of nothing where the effect is the same on every day and in everybody', () => {
    const found = look(lived(8_400, ({ isArm }) => (isArm ? 0.3 : 0.2)));
    expect(found.warnings).toEqual([]);
    expect(found.doDiffer).toBe(false);
    expect(found.stratified?.estimate).toBeCloseTo(0.1, 1);
  });

  it('warns of an effect that wears off, and of one that hangs on the day', () => {
    const fading = look(lived(8_400, ({ isArm, day }) => (isArm && day < 7 ? 0.4 : 0.2)));
    expect(fading.warnings.join(' ')).toContain('novelty');
    const weekend = look(lived(8_400, ({ isArm, day }) => (isArm && day % 7 === 0 ? 0.7 : 0.2)));
    expect(weekend.warnings.join(' ')).toContain('differs by day of the week');
    expect(
      look(
        lived(840, () => 0.2),
        9,
      ).warnings,
    ).toEqual(['It has not run for whole weeks: some days of the week count more often than others.']);
  });

  it('tells kinds of customers apart only where they differ by more than luck', () => {
    const found = look(lived(8_400, ({ isArm, before }) => (isArm && before === 2 ? 0.5 : 0.2)));
    expect(found.doDiffer).toBe(true);
    expect(found.segments.map(({ segment, p }) => [segment, p < 0.05])).toEqual([
      ['never', false],
      ['once', false],
      ['more', true],
    ]);
    for (const { estimate, low, high, squaredError } of found.segments) {
      const margin = expect.closeTo(1.959964 * Math.sqrt(squaredError), 6);
      expect([estimate - low, high - estimate]).toEqual([margin, margin]);
    }
    expect(found.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(8_400);
  });

  it('takes from revenue what the past explains: the same difference, told more closely', () => {
    const found = look(
      lived(
        2_000,
        () => 0.2,
        ({ isArm, spentBefore, noise }) => spentBefore + noise + (isArm ? 200 : 0),
      ),
    );
    const { plain, adjusted, explained } = found.revenue;
    if (!plain || !adjusted) throw new Error('Both can be told.');
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(adjusted)).toBeLessThan(width(plain) / 4);
    expect(explained).toBeGreaterThan(0.9);
    expect(adjusted.low).toBeLessThan(200);
    expect(adjusted.high).toBeGreaterThan(200);
  });

  it('says nothing of kinds and days with too few', () => {
    const found = look(lived(60, () => 0.2));
    expect(found.segments).toEqual([]);
    expect(secondLooks([], 'a', 3)).toEqual([]);
  });
});
