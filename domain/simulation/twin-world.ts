import { after, DAY } from '../shared/time';
import type { DemoWorld } from './demo-world';
import { type FaultKind, faultOn } from './fault';
import { TWIN, type TwinParameters } from './parameters';
import { SIMULATION_SLUGS } from './simulation-slugs';

/**
 * What a simulated season follows from: the demo's people and habits, but for the steep way into the season. Growing at
 * the demo's 8 % a week, nine of ten who click would order at the end of a quarter; at 1 % the season still shows.
 */
export const SIMULATED_SEASON: TwinParameters = {
  ...TWIN,
  response: { ...TWIN.response, orderGrowthPerWeek: 0.01 },
};

/**
 * Share 0..1 of a simulated population that is left alone: what an interval can say depends on the smaller group, and
 * here nobody loses an order by it.
 */
export const SIMULATION_HOLDOUT_SHARE = 0.2;

/** Days a simulation may live: with the next quarter the holdout is drawn anew, and nobody has been left alone all along. */
export const LONGEST_SIMULATION_DAYS = 90;

/** The beginning of a quarter of 90 days, so that a longest simulation lies within one draw of the holdout. */
const STARTS_AT = new Date('2026-01-01T00:00:00Z');

export type TwinSpec = {
  seed: string;
  customers: number;
  days: number;
  /** What is made to break, from which day of the season on, counted from 0. */
  fault?: { kind: FaultKind; day: number } | undefined;
};

/** The address of a simulation's workspace: one for each seed, size, length and fault. */
export function simulationSlug({ seed, customers, days, fault }: TwinSpec): string {
  const broken = fault ? `-${fault.kind}-${fault.day}` : '';
  return `${SIMULATION_SLUGS}${seed}-${customers}x${days}${broken}`;
}

/** The world of a simulation: the same for the same seed, customers and days. Throws RangeError where these are too many. */
export function twinWorld({ seed, customers, days, fault }: TwinSpec): DemoWorld {
  if (!(days >= 1 && days <= LONGEST_SIMULATION_DAYS)) {
    throw new RangeError(`A simulation lives 1 to ${LONGEST_SIMULATION_DAYS} days.`);
  }
  if (fault && !(fault.day >= 0 && fault.day < days)) throw new RangeError('A fault begins within the season.');
  return {
    kind: 'simulation',
    seed: `twin-${seed}`,
    size: customers,
    startsAt: STARTS_AT,
    endsAt: after(STARTS_AT, days * DAY),
    isTwinOn: false,
    ...(fault && { fault: faultOn(fault.kind, STARTS_AT, fault.day) }),
  };
}
