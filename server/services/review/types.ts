import type { CaseWarning } from '@/domain/review/cases';
import type { ReviewQueueId } from '@/domain/review/queues';
import type { Role } from '@/domain/workspaces/permissions';
import type { DecisionDetail, DecisionListItem } from '../decisions';
import type { Preview } from '../delivery';
import type { ReviewClaim } from './claim-review';
import type { Rejudgement } from './rejudgements';

/**
 * What people judged since midnight in the workspace's zone; simulated verdicts do not count. Times are from decision to
 * verdict, in milliseconds; `inTime` of them within the target.
 */
export type DayTally = {
  approved: number;
  rejected: number;
  inTime: number;
  medianMs: number | null;
  p90Ms: number | null;
  slowestMs: number | null;
};

/** How much stands in each part of the inbox that is about open work. */
export type QueueCounts = Record<Exclude<ReviewQueueId, 'done'>, number>;

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
export type ReviewListItem = DecisionListItem & {
  desk: Desk;
  policyVersion: number;
  /** name@version of the wording; null where nothing is said. */
  template: string | null;
  /** Which message of which campaign it is, told from every other; null where it belongs to none. */
  campaignStep: string | null;
  /** Most its discount can cost, in minor units. */
  maxCostCents: number;
  reviewedAt: Date | null;
};

/** One part of the inbox as it is asked for: its most pressing lines, and how long it is altogether. */
export type ReviewQueue = {
  items: ReviewListItem[];
  total: number;
  now: Date;
  counts: QueueCounts;
  /** Since when the oldest open one waits. */
  oldestAt: Date | null;
  today: DayTally;
  /** Whether somebody who may judge has ever opened the inbox. */
  isAttended: boolean;
};

/** A decision with what is needed to judge it. */
export type ReviewSubject = DecisionDetail &
  ReviewListItem & {
    /** The message as the customer would see it; null where it cannot be written, see `previewProblem`. */
    preview: Preview | null;
    previewProblem: string | null;
    /** Who the message comes from, as the customer reads it. */
    from: string;
    /** Why the acting person may not approve this one; null where they may. */
    approveRefusal: string | null;
    /** Whom to ask where the refusal is about the acting person: those who may approve this one. */
    canBeAsked: Reviewer[];
    /** How long a verdict can be taken back; nothing leaves before. */
    undoSeconds: number;
    /** Sentences like ones that reviewers rejected before. */
    warnings: CaseWarning[];
    /** How it was judged again while it waited; null where it never was. Its verdicts are those of then. */
    rejudged: Rejudgement | null;
  };
