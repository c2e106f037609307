import type { Considered } from '../agents/agent';
import type { Verdict } from '../guardrails/verdict';
import type { Displaced } from './arbitration';
import type { Candidate, Reason } from './candidate';

/** How a decision can begin; what becomes of it later is in outcome.ts. */
export type FirstOutcome = 'skipped' | 'held_out' | 'blocked' | 'in_review' | 'scheduled';

/** What `decide` answers: everything that is stored, and what it asks of other decisions. Instants are ISO 8601 UTC. */
export type Decided = {
  readonly outcome: FirstOutcome;
  readonly agentId: string;
  readonly triggerKey: string;
  readonly chosen: Candidate | null;
  readonly considered: readonly Considered[];
  readonly verdicts: readonly Verdict[];
  /** What they said of the moments it was moved away from. Not stored: replays are told by it what cannot change it. */
  readonly earlierVerdicts: readonly (readonly Verdict[])[];
  readonly reasons: readonly Reason[];
  /** One sentence: what, for whom, and where it stands. */
  readonly summary: string;
  readonly autonomyLevel: number;
  /** In the global holdout, against which effect is measured. */
  readonly heldOut: boolean;
  /** Not reached by the rollout yet: in neither group that effect is measured by. */
  readonly outsideCohort: boolean;
  readonly sendAt: string | null;
  /** Target for a person's verdict; being late stops nothing. Null unless in review. */
  readonly slaDueAt: string | null;
  /** After this a review is too late: held, never sent. Null unless in review. */
  readonly reviewBy: string | null;
  /** Why it ended, where it ended at once. */
  readonly outcomeReason: string | null;
  /** The waiting decision that goes first, where this one was skipped for it. */
  readonly yieldsTo: string | null;
  /** Waiting decisions that must be cancelled, with their codes and messages, when this one is stored. */
  readonly displaces: readonly Displaced[];
};
