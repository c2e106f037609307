import type { DecisionDetail, DecisionListItem } from '../decisions';
import type { Preview } from '../delivery';

/** What people judged since midnight in the workspace's zone; simulated verdicts do not count. `medianMs` is from decision to verdict. */
export type DayTally = { approved: number; rejected: number; medianMs: number | null };

/** The queue as it is asked for: its most pressing part, and how long it is altogether. */
export type ReviewQueue = { items: DecisionListItem[]; total: number; now: Date; today: DayTally };

/** A decision with what is needed to judge it. */
export type ReviewSubject = DecisionDetail & {
  /** The message as the customer would see it; null where it cannot be written, see `previewProblem`. */
  preview: Preview | null;
  previewProblem: string | null;
  /** Who the message comes from, as the customer reads it. */
  from: string;
  /** Why the acting person may not approve this one; null where they may. */
  approveRefusal: string | null;
};
