import type { VariantScore } from '@/domain/agents/creative-testing/score-variant';
import type { CreativeTriggerKind } from '@/domain/agents/creative-testing/trigger-kinds';
import type { CopyWords } from '@/domain/copy/copy-words';
import type { ChallengerStyle, CopyStyle } from '@/domain/copy/styles';
import type { TestAims } from '@/domain/experiments/aims';
import type { SharingPlan } from '@/domain/experiments/allocation';
import type { Overlap } from '@/domain/experiments/overlap';
import type { TestVerdict } from '@/domain/experiments/stopping-rule';
import type { CopyStanding } from '../copy';
import type { ScheduledTest } from './overlaps';
import type { PeriodShares } from './shares';

export type { Overlap, PeriodShares };

export type TestStatus = 'proposed' | 'planned' | 'running' | 'concluded' | 'rejected';
export type VariantStatus = 'proposed' | 'approved' | 'rejected' | 'running' | 'won' | 'retired';

/** An arm as people see it. Counts are customers, from the rows of messages, clicks and attributed orders. */
export type VariantView = {
  id: string;
  style: CopyStyle;
  status: VariantStatus;
  /** As a specimen customer would read them. */
  words: CopyWords;
  /** "Written by the template writer", "Written by gpt-x, prompt v1", "From the template library". */
  writer: string;
  /** Why a model's words were not taken, where they were not. */
  writerNote: string | null;
  scores: VariantScore | null;
  version: number;
  reviewReason: string | null;
  exposed: number;
  delivered: number;
  clicked: number;
  ordered: number;
};

/** A test with its arms, the control first. */
export type TestView = {
  id: string;
  name: string;
  channel: string;
  templateId: string;
  status: TestStatus;
  proposedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  summary: string;
  /** What woke the agent that proposed it, and why it did; null for one that no decision tells of. */
  trigger: { kind: CreativeTriggerKind; reasons: string[] } | null;
  /** The stopping rule as of now; for a test that is over, as it ended. Null before the start. */
  verdict: TestVerdict | null;
  /** How customers are shared, settled before the start. */
  sharing: SharingPlan;
  aims: TestAims;
  /** When it begins once it is approved; null for at once. */
  startsAt: Date | null;
  /** The shares of each period, in order; none before the start. */
  shares: PeriodShares[];
  learning: string | null;
  variants: VariantView[];
  /** Why the acting person may not judge the variants; null where they may. */
  judgeRefusal: string | null;
  /** What other tests on the same customers do to it, in whole sentences, the worst first. */
  overlaps: { words: string; isBiased: boolean }[];
};

/** A test that has begun with what each arm brought since then, the control first. */
export type TestResult = Pick<TestView, 'id' | 'name' | 'endedAt' | 'verdict'> & {
  arms: Pick<VariantView, 'style' | 'delivered' | 'clicked' | 'ordered'>[];
};

/** Of each message that can be tested, whether a test could begin now. */
export type TargetView = { templateId: string; name: string; isEligible: boolean; reasons: string[] };

export type CreativeOverview = {
  tests: TestView[];
  targets: TargetView[];
  counts: Record<TestStatus, number>;
  /** Who writes variants now. */
  writer: CopyStanding;
};

/** What became of asking for a test. */
export type ProposeResult =
  | { kind: 'proposed'; experimentId: string; variants: number }
  | { kind: 'not_tested'; reasons: string[] };

/** What one message did in so many days: customers it was delivered to, and how many of them clicked and ordered. */
export type Traffic = { days: number; customers: number; clicks: number; orders: number };

/** What a test that a person makes is planned with. */
export type TestPlanFacts = {
  templateId: string;
  isEligible: boolean;
  reasons: string[];
  traffic: Traffic;
  /** Tests that run or wait whose customers it would share, in whole sentences, and from when until when they may run. */
  overlaps: { words: string; from: Date; until: Date }[];
  /** What is sent now, as a specimen customer reads it. */
  today: CopyWords;
  /** As the policy has it. */
  sharing: SharingPlan;
  rules: {
    leastDays: number;
    longestDays: number;
    leastPerVariant: number;
    significance: number;
    holdsAtEveryLook: boolean;
  };
};

/** Words to begin with; `writer` says who wrote them, or why not the model. */
export type DraftedWords = { draftId: string; words: CopyWords; writer: string };

/** What is wrong with the words of a variant; `where` null for all of them. */
export type WordsProblem = { style: ChallengerStyle; where: string | null; words: string };

/** What became of making a test. */
export type CreateTestResult =
  | { kind: 'created'; experimentId: string }
  | { kind: 'refused'; reasons: string[]; problems: WordsProblem[] };

/** A test as the calendar shows it. */
export type CalendarTest = ScheduledTest & {
  status: TestStatus;
  /** When it is to begin once it is approved; null for at once. */
  startsAt: Date | null;
  /** Tried beside the control. */
  variants: number;
  /** Customers who were given a message of it. */
  customers: number;
  learning: string | null;
};

/** Tests by when they begin, and those with customers in common at the same time. */
export type TestCalendar = { tests: CalendarTest[]; overlaps: Overlap[] };
