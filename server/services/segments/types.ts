import type { RuleGroup } from '@/domain/segments/rule';

/** What uses a segment, so that nobody takes it away unknowingly. */
export type SegmentUse = { kind: 'campaign' | 'segment'; id: string; name: string };

export type SegmentListItem = {
  id: string;
  name: string;
  description: string;
  /** The rule in plain words. */
  words: string;
  isArchived: boolean;
  revision: number;
  members: number;
  /** Customers of the workspace, members or not. */
  base: number;
  /** When all customers were looked at last; null before the first time. */
  evaluatedAt: Date | null;
  /** The rule was changed and its members are not worked out yet. */
  isPending: boolean;
  updatedAt: Date;
  /** Members at the end of each of the last 30 days (UTC), the last one today so far; null before it was first worked out. */
  sizes: (number | null)[];
  usedIn: SegmentUse[];
};

export type SegmentDay = { day: Date; members: number | null; entered: number; left: number };

export type SegmentDetail = SegmentListItem & {
  rule: RuleGroup;
  author: string | null;
  createdAt: Date;
  canEdit: boolean;
  /** The last 90 days (UTC). */
  days: SegmentDay[];
  versions: { revision: number; name: string; words: string; changedBy: string | null; changedAt: Date }[];
};

/** One of the customers a rule finds. */
export type SegmentCustomer = {
  id: string;
  name: string;
  country: string | null;
  lifetimeValueCents: number;
  lastSeenAt: Date;
};

/**
 * How many a rule finds now. `exact`: counted. `estimated`: from a random sample, with its 95 % interval. `too_slow`: not
 * even the sample was counted in time.
 */
export type RuleCount =
  | { kind: 'exact'; count: number; base: number; sample: SegmentCustomer[] }
  | {
      kind: 'estimated';
      count: number;
      low: number;
      high: number;
      /** Customers that were looked at. */
      looked: number;
      base: number;
      sample: SegmentCustomer[];
    }
  | { kind: 'too_slow'; base: number };

/** Why a customer is in a segment, or is not: the rule with what each condition found. */
export type Explained =
  | { kind: 'group'; match: 'all' | 'any'; not: boolean; passes: boolean; rules: Explained[] }
  | { kind: 'condition'; words: string; measured: string; passes: boolean };

export type CustomerSegment = {
  id: string;
  name: string;
  isIn: boolean;
  /** Since when, where they are in it. */
  enteredAt: Date | null;
  /** When they left it last, where they are not. */
  leftAt: Date | null;
  /** The rule as of now; it can be ahead of the membership, which is looked at again when something happens or each hour. */
  explained: Explained;
};
