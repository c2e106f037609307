import { MINUTE } from '../shared/time';

/** How long a visit lasts after a message was handed to one of its pages: within it the answer stays the same. */
export const VISIT_MS = 30 * MINUTE;

/** Names of places on a page: what can stand in an attribute and in an address without quoting. */
export const SLOT_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** One message for the pages of a customer, and how far it got. Instants in the workspace's clock. */
export type Showing = {
  readonly messageId: string;
  readonly slot: string | null;
  readonly handedAt: Date | null;
  readonly shownAt: Date | null;
  readonly dismissedAt: Date | null;
};

/**
 * What a place on a page gets: `again` the message it was given in this visit; `hand` one that waits, or was given
 * before and never seen; `none`, and why: this visit had its message, here or elsewhere, or none waits.
 */
export type Choice<One extends Showing> =
  | { kind: 'again'; showing: One }
  | { kind: 'hand'; showing: One }
  | { kind: 'none'; because: 'dismissed' | 'shown_elsewhere' | 'nothing_waits' };

/** What to show in `slot` at `now`, of the messages that wait or were handed over, those that waited longest first. */
export function chooseShowing<One extends Showing>(showings: readonly One[], slot: string, now: Date): Choice<One> {
  const inVisit = showings.filter(({ handedAt }) => handedAt && now.getTime() - handedAt.getTime() < VISIT_MS);
  if (inVisit.some(({ dismissedAt }) => dismissedAt)) return { kind: 'none', because: 'dismissed' };
  const here = inVisit.find((showing) => showing.slot === slot);
  if (here) return { kind: 'again', showing: here };
  if (inVisit.length > 0) return { kind: 'none', because: 'shown_elsewhere' };
  const waiting = showings.find(({ shownAt, dismissedAt }) => !shownAt && !dismissedAt);
  return waiting ? { kind: 'hand', showing: waiting } : { kind: 'none', because: 'nothing_waits' };
}
