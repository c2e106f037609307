import { describe, expect, it } from 'vitest';
import { studentTCdf, studentTQuantile } from './student-t';

describe('studentTQuantile', () => {
  // R: qt(0.975, df), to 9 digits.
  it.each([
    [1, 12.7062047362],
    [2, 4.3026527297],
    [5, 2.5705818356],
    [10, 2.228138852],
    [30, 2.0422724563],
    [100, 1.9839715185],
    [1000, 1.9623390808],
  ])('is R’s qt(0.975, %d)', (df, expected) => {
    expect(studentTQuantile(0.975, df)).toBeCloseTo(expected, 7);
    expect(studentTQuantile(0.025, df)).toBeCloseTo(-expected, 7);
  });

  it('is undone by the distribution function, for broken degrees of freedom too', () => {
    for (const df of [1.3, 4.7, 33.3, 512.5]) {
      for (const p of [0.6, 0.9, 0.975, 0.999]) expect(studentTCdf(studentTQuantile(p, df), df)).toBeCloseTo(p, 9);
    }
  });
});
