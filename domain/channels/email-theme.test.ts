import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, emailTheme } from './email-theme';

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  // Reference values of WCAG 2.2.
  it('is 21 between black and white and 1 of a colour with itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrast('#336699', '#336699')).toBe(1);
  });
});

describe('emailTheme', () => {
  it('is readable with any brand colour', () => {
    fc.assert(
      fc.property(hex, (color) => {
        const theme = emailTheme({ main: [color], accent: [] });
        expect(contrast(theme.brand, theme.onBrand)).toBeGreaterThanOrEqual(4.2);
        expect(contrast(theme.brandInk, '#ffffff')).toBeGreaterThanOrEqual(4.5);
        expect(contrast(theme.brandInkDark, '#1b1e26')).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it('falls back where a colour is not one', () => {
    expect(emailTheme({ main: ['red"onload='], accent: [] }).brand).toBe('#1f3a5f');
  });
});
