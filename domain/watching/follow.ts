import { isTold, type Reading } from './reading';
import { USUAL_WITHIN, type WindowHours } from './watch';

/** Something unusual that has not come back yet. */
export type OpenAnomaly = {
  readonly isHigh: boolean;
  /** The longest window it was seen in: what has to be usual again. */
  readonly hours: WindowHours;
  /** Hours since it was last seen. */
  readonly unseenHours: number;
};

/** What becomes of a figure's anomaly. `turned`: what was too high is too low now, or the other way round. */
export type Step =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'opened' | 'prolonged' | 'turned'; readonly reading: Reading }
  | { readonly kind: 'closed'; readonly because: 'usual_again' | 'not_seen' };

/** One usual hour in the middle of an outage ends nothing: nothing is over that was seen so lately. */
const CALM_HOURS = 6;
/** What was not seen for so long is over, also where too little came in to say so. */
const FORGOTTEN_HOURS = 7 * 24;

/** What an hour showed has to be gone from the day as well: nights say little of an outage. */
const DAY_HOURS = 24;

/**
 * Follows one figure by an hour, from the readings of it that rest on enough. What is open is prolonged and not told
 * again; it is over when it was not seen for some hours and is usual, over a window as long as it was seen in and over a
 * day. In between, it waits. `toldUpTo`: the first hour after what was told last and is over; a window that reaches back
 * beyond it would tell that again.
 */
export function follow(
  open: OpenAnomaly | null,
  readings: readonly Reading[],
  toldUpTo = Number.NEGATIVE_INFINITY,
): Step {
  const news = open ? readings : readings.filter(({ from }) => from >= toldUpTo);
  const told = news.filter(isTold).toSorted((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation))[0];
  if (told) {
    if (!open) return { kind: 'opened', reading: told };
    return { kind: open.isHigh === told.deviation > 0 ? 'prolonged' : 'turned', reading: told };
  }
  if (!open) return { kind: 'nothing' };
  const asked = readings.filter(({ hours }) => hours <= Math.max(open.hours, DAY_HOURS));
  const isUsual = asked.every(({ deviation }) => Math.abs(deviation) <= USUAL_WITHIN);
  const isSaid = asked.some(({ hours }) => hours === open.hours);
  if (isUsual && isSaid && open.unseenHours >= CALM_HOURS) return { kind: 'closed', because: 'usual_again' };
  return open.unseenHours > FORGOTTEN_HOURS ? { kind: 'closed', because: 'not_seen' } : { kind: 'nothing' };
}
