import type { Decided } from '../decisions/decided';
import { firstDifference } from './first-difference';

/** The columns of a stored decision that nothing writes again, and the choice, which an approval may. */
export type OnRecord = {
  readonly agentId: string;
  readonly triggerKey: string;
  readonly summary: string;
  readonly heldOut: boolean;
  readonly outsideCohort: boolean;
  readonly autonomyLevel: number;
  readonly reviewBy: Date | null;
  readonly isReviewed: boolean;
  readonly chosen: unknown;
  readonly candidates: unknown;
  readonly verdicts: unknown;
  readonly reasons: unknown;
};

/**
 * Where a decision made again is not the one on record, as a path ("verdicts[4].findings[0].measured"), or null where it
 * is, to the last word. Once a person has judged it the record's choice is the one they approved: then the rest has to
 * agree, which names action, channel, discount and reasons all the same.
 */
export function deviationOf(record: OnRecord, decided: Decided): string | null {
  if (record.agentId !== decided.agentId) return 'agentId';
  if (record.heldOut !== decided.heldOut) return 'heldOut';
  if (record.outsideCohort !== decided.outsideCohort) return 'outsideCohort';
  if ((record.reviewBy?.toISOString() ?? null) !== decided.reviewBy) return 'reviewBy';
  if (record.autonomyLevel !== decided.autonomyLevel) return 'autonomyLevel';
  if (record.triggerKey !== decided.triggerKey) return 'triggerKey';
  return (
    firstDifference(record.verdicts, decided.verdicts, 'verdicts') ??
    firstDifference(record.reasons, decided.reasons, 'reasons') ??
    firstDifference(record.candidates, decided.considered, 'candidates') ??
    (record.isReviewed ? null : firstDifference(record.chosen, decided.chosen, 'chosen')) ??
    (record.summary === decided.summary ? null : 'summary')
  );
}
