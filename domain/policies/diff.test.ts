import { describe, expect, it } from 'vitest';
import { POLICY_DESCRIPTION } from './describe';
import { changeLine, countChanges, diffPolicies } from './diff';
import { DEFAULT_POLICY, Policy } from './policy';

type Input = Parameters<typeof Policy.parse>[0];
const diff = (after: Input, before: Input = {}) =>
  diffPolicies(POLICY_DESCRIPTION, Policy.parse(before), Policy.parse(after), 'GBP');

describe('the difference of two policies', () => {
  it('is nothing between the same', () => {
    expect(diff({})).toEqual([]);
    expect(countChanges(POLICY_DESCRIPTION, DEFAULT_POLICY, DEFAULT_POLICY)).toBe(0);
  });

  it.each<[Input, string]>([
    [{ contact: { emailsPerWindow: 1 } }, 'Contact · E-mails per customer and window: 3 e-mails → 1 e-mail'],
    [{ cart: { minValueCents: 2_550 } }, 'Carts left behind · Least cart value: £20.00 → £25.50'],
    [{ holdout: { share: 0.075 } }, 'Holdout · Holdout share: 5% → 7.5%'],
    [{ financial: { passBelowPercent: 12 } }, 'Discounts and value · Discounts pass below: 15% → 12%'],
    [{ quietHours: { from: 10 } }, 'Quiet hours · Messages may arrive from: 09:00 → 10:00'],
    [{ cart: { landingPath: '/basket' } }, 'Carts left behind · Page of the cart: “/cart” → “/basket”'],
    [{ contact: { sendsPerDay: 1 } }, 'Contact · Sends per customer and day: 10 sends → 1 send'],
    [{ contact: { knownAfterTouches: 1 } }, 'Contact · Touches until the score counts: 3 touches → 1 touch'],
    [{ winback: { seriesPerQuarter: 1 } }, 'Win-back · Series per customer and quarter: 2 series → 1 series'],
    [{ autonomy: { startLevel: 0 } }, 'Autonomy · Level at the start: level 1 → level 0'],
  ])('%j', (after, line) => {
    expect(diff(after).map(changeLine)).toEqual([line]);
  });

  it('names the words that came and left', () => {
    expect(diff({ words: { forbidden: ['limited', 'desperate', 'too good to be true', 'bargain'] } })).toMatchObject([
      { field: 'forbidden', before: '4 words', after: '4 words', added: ['“bargain”'], removed: ['“cheap”'] },
    ]);
  });

  it('names rungs and regions', () => {
    const ladder = [...DEFAULT_POLICY.cart.ladder.slice(0, 2), { belowCents: null, percentOff: 10 }];
    const stricterRegions = {
      ...DEFAULT_POLICY.quietHours.stricterRegions,
      'US-TX': { from: 9, to: 20, sundayFrom: 12 },
    };
    expect(diff({ cart: { ladder }, quietHours: { stricterRegions } })).toMatchObject([
      {
        field: 'stricterRegions',
        added: ['US-TX: From: 9, To: 20, Sunday from: 12'],
        removed: ['US-TX: From: 9, To: 21, Sunday from: 12'],
      },
      { field: 'ladder', added: ['Below: no limit, Percent off: 10%'], removed: ['Below: no limit, Percent off: 15%'] },
    ]);
  });

  it('tells a new order of the same rows', () => {
    const waves = DEFAULT_POLICY.winback.waves.toReversed();
    const [change] = diff({ winback: { waves } });
    expect(change?.added[0]).toBe('Day: 14, E-mail, Win-back follow up');
    expect(change?.removed[0]).toBe('Day: 1, E-mail, Win-back offer');
  });

  it('says nothing of the order of keys', () => {
    const { email, ...rest } = DEFAULT_POLICY.rate.hourlyVolume;
    expect(diff({ rate: { hourlyVolume: { ...rest, email } } })).toEqual([]);
  });
});
