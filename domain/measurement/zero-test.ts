import type { Cents } from '../shared/money';
import { groupOf, type Incremental, incrementalPerTouch } from './incremental';

/** Net revenue of one customer of the comparison, in minor units; `key` is what they are drawn by. */
export type ComparedRevenue = { key: string; since: Date; cents: Cents };

/** Incremental revenue a touch as one draw of the holdout would have measured it. */
export type HoldoutDraw = Pick<Incremental, 'perTouch' | 'missing'>;

/** How many draws, of which share 0..1, and who is left alone in each. */
type Draws = { draws: number; share: number; isHeldOut: (draw: number, customer: ComparedRevenue) => boolean };

/**
 * What the holdout would have measured had it been drawn otherwise, draw by draw: where nobody has read a message, each
 * customer brought what they brought whichever group they are put into, so that every interval should hold zero but for
 * chance.
 */
export function drawsOfHoldout(
  customers: readonly ComparedRevenue[],
  touches: number,
  { draws, share, isHeldOut }: Draws,
): HoldoutDraw[] {
  return Array.from({ length: draws }, (_, draw) => {
    const split = customers.map((customer) => ({ cents: customer.cents, heldOut: isHeldOut(draw, customer) }));
    const group = (heldOut: boolean) =>
      groupOf(split.filter((customer) => customer.heldOut === heldOut).map(({ cents }) => cents));
    const groups = { treated: group(false), heldOut: group(true), drawn: share };
    const { perTouch, missing } = incrementalPerTouch(groups, touches);
    return { perTouch, missing };
  });
}

/** Whether an interval holds zero; null where there is none. */
export function holdsZero({ perTouch }: HoldoutDraw): boolean | null {
  return perTouch && perTouch.low <= 0 && perTouch.high >= 0;
}
