import { describe, expect, it } from 'vitest';
import { breakEvenPerTouch, type RoiAssumptions, type RoiFacts, returnOnInvestment, yearlyCosts } from './roi';

/** The first year as the customer reckons it: $1.05M a year of revenue, $162k of technology, two people, five engineers. */
const FIRST_YEAR: RoiAssumptions = {
  margin: 1,
  platformCents: 1_350_000,
  peopleHoursPerWeek: 80,
  hourCents: (16_000_000 / 80 / 365) * 7,
  setUpCents: 60_000_000,
};
const facts = (changes: Partial<RoiFacts> = {}): RoiFacts => ({
  days: 73,
  caused: { low: -1_000_000, likely: 21_000_000, high: 43_000_000 },
  messageCents: 0,
  ...changes,
});

describe('the return of the first year', () => {
  it('is what the customer’s own plan comes to: gain less cost, over cost', () => {
    const { likely } = returnOnInvestment(facts(), FIRST_YEAR) ?? {};
    expect(likely).toMatchObject({ revenueCents: 105_000_000, costCents: 92_200_000 });
    expect(likely?.ratio).toBeCloseTo(105 / 92.2 - 1, 6);
  });

  it('is told for both ends of the interval, and a loss as a loss', () => {
    const { low, high } = returnOnInvestment(facts(), FIRST_YEAR) ?? {};
    expect(low?.netCents).toBe(-5_000_000 - 92_200_000);
    expect(low?.ratio).toBeLessThan(-1);
    expect(low?.paybackMonths).toBeNull();
    expect(high?.netCents).toBe(215_000_000 - 92_200_000);
  });

  it('counts the margin alone', () => {
    expect(returnOnInvestment(facts(), { ...FIRST_YEAR, margin: 0.4 })?.likely.gainCents).toBe(42_000_000);
  });

  it('pays the set-up back out of what is left of each month', () => {
    const { likely } = returnOnInvestment(facts(), FIRST_YEAR) ?? {};
    expect(likely?.paybackMonths).toBeCloseTo(60_000_000 / ((105_000_000 - 32_200_000) / 12), 9);
    expect(returnOnInvestment(facts(), { ...FIRST_YEAR, setUpCents: 0 })?.likely.paybackMonths).toBe(0);
  });

  it('has no ratio where nothing is spent, and is unknown where nothing is known', () => {
    const free = { margin: 1, platformCents: 0, peopleHoursPerWeek: 0, hourCents: 0, setUpCents: 0 };
    expect(returnOnInvestment(facts(), free)?.likely.ratio).toBeNull();
    expect(returnOnInvestment(facts({ caused: null }), FIRST_YEAR)).toBeNull();
  });
});

it('messages are scaled to the year like the revenue they bring', () => {
  expect(yearlyCosts(facts({ messageCents: 10_000 }), FIRST_YEAR).messages).toBe(50_000);
});

it('breaks even where what each touch causes pays for the year', () => {
  const touches = 10_000;
  const perTouch = breakEvenPerTouch({ ...facts(), touches }, { ...FIRST_YEAR, margin: 0.5 }) ?? 0;
  const caused = { low: 0, likely: perTouch * touches, high: 0 };
  expect(returnOnInvestment(facts({ caused }), { ...FIRST_YEAR, margin: 0.5 })?.likely.netCents).toBeCloseTo(0, -1);
  expect(breakEvenPerTouch({ ...facts(), touches: 0 }, FIRST_YEAR)).toBeNull();
  expect(breakEvenPerTouch({ ...facts(), touches }, { ...FIRST_YEAR, margin: 0 })).toBeNull();
});
