import type { Role } from '@/domain/workspaces/permissions';
import type { DecisionDetail, DecisionListItem } from '../decisions';
import type { Preview } from '../delivery';
import type { ReviewClaim } from './claim-review';

/** What people judged since midnight in the workspace's zone; simulated verdicts do not count. `medianMs` is from decision to verdict. */
export type DayTally = { approved: number; rejected: number; medianMs: number | null };

/** What people have arranged around a waiting decision. */
export type Desk = {
  /** Who has it open at this moment. */
  claim: ReviewClaim | null;
  assignee: { id: string; name: string } | null;
  /** Until when it rests, in the workspace's clock; null once that is over. */
  snoozedUntil: Date | null;
  /** What a reviewer wants to be changed before it is approved. */
  changes: { note: string; by: string } | null;
};

/** Somebody who could be asked. */
export type Reviewer = { userId: string; name: string; role: Role };

/** One line of the queue. */
export type ReviewListItem = DecisionListItem & { desk: Desk };

/** The queue as it is asked for: its most pressing part, and how long it is altogether. */
export type ReviewQueue = { items: ReviewListItem[]; total: number; now: Date; today: DayTally };

/** A decision with what is needed to judge it. */
export type ReviewSubject = DecisionDetail & {
  /** The message as the customer would see it; null where it cannot be written, see `previewProblem`. */
  preview: Preview | null;
  previewProblem: string | null;
  /** Who the message comes from, as the customer reads it. */
  from: string;
  /** Why the acting person may not approve this one; null where they may. */
  approveRefusal: string | null;
  /** Whom to ask where the refusal is about the acting person: those who may approve this one. */
  canBeAsked: Reviewer[];
  desk: Desk;
};
