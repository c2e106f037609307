import { expect, it } from 'vitest';
import { NOON } from '@/tests/factories/snapshot';
import { Policy } from '../policies/policy';
import { isHeldOut } from './holdout';

const CUSTOMERS = Array.from({ length: 1_000 }, (_, index) => `customer-${index}`);
const NEXT_QUARTER = new Date('2027-02-01T11:00:00Z');

function heldIn(now: Date, share: number, salt = 'salt'): string[] {
  const policy = Policy.parse({ holdout: { share } });
  return CUSTOMERS.filter((id) => isHeldOut(salt, id, now, policy));
}

it('holds out the share that the policy asks for, each quarter', () => {
  for (const share of [0.05, 0.1, 0.5]) {
    for (const now of [NOON, NEXT_QUARTER]) {
      // Five standard deviations of a fair draw.
      const slack = 5 * Math.sqrt((share * (1 - share)) / CUSTOMERS.length);
      expect(Math.abs(heldIn(now, share).length / CUSTOMERS.length - share)).toBeLessThan(slack);
    }
  }
  expect(heldIn(NOON, 0)).toEqual([]);
});

it('keeps who is held out for the whole quarter, and draws others in the next and in another workspace', () => {
  const first = heldIn(NOON, 0.5);
  expect(heldIn(new Date('2026-12-31T23:59:59Z'), 0.5)).toEqual(first);
  for (const others of [heldIn(NEXT_QUARTER, 0.5), heldIn(NOON, 0.5, 'another')]) {
    // Two independent draws share half of their members, not all.
    const again = others.filter((id) => first.includes(id)).length / first.length;
    expect(again).toBeGreaterThan(0.4);
    expect(again).toBeLessThan(0.6);
  }
});
