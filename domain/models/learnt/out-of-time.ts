import type { Policy } from '../../policies/policy';
import { priorProbability } from '../order-priors';
import type { Prediction } from './calibration';
import { cellKey } from './cell';
import type { Measured } from './measured';
import { type Counts, NO_COUNTS, orderProbability } from './order-posterior';

/** A prediction of a decision made before, and what the model in force then had put on record for it. */
export type Tested = { readonly row: Measured; readonly prediction: Prediction; readonly recorded: Prediction | null };

/**
 * What would have been predicted for each message when it was decided on: from the outcomes known at that moment and from
 * none that came later, so that no prediction has seen what it is tested against. Only where so much was known that the
 * shop's own experience is used. `recorded` is there where the decision itself carried a calibrated probability.
 */
export function predictedOutOfTime(rows: readonly Measured[], policy: Pick<Policy, 'priors' | 'learning'>): Tested[] {
  const { leastSent, priorWeight } = policy.learning;
  const sent = rows.filter(({ isLeftAlone }) => !isLeftAlone);
  const known = sent.toSorted((a, b) => a.until.getTime() - b.until.getTime());
  const counts = new Map<string, Counts>();
  let next = 0;
  return sent
    .toSorted((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime())
    .flatMap((row) => {
      for (let one = known[next]; one && one.until <= row.decidedAt; one = known[++next]) add(counts, one);
      const before = counts.get(cellKey(row.cell)) ?? NO_COUNTS;
      if (before.sent < leastSent) return [];
      const probability = orderProbability(before, priorProbability(row.cell, policy), priorWeight);
      const { predicted, hasOrdered: came } = row;
      return [
        {
          row,
          prediction: { probability, came },
          recorded: predicted?.kind === 'calibrated' ? { probability: predicted.probability, came } : null,
        },
      ];
    });
}

/** Counts by situation, each row once. */
export function countsByCell(rows: readonly Measured[]): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const row of rows) add(counts, row);
  return counts;
}

function add(counts: Map<string, Counts>, { cell, isLeftAlone, hasOrdered }: Measured): void {
  const key = cellKey(cell);
  const before = counts.get(key) ?? NO_COUNTS;
  const ordered = hasOrdered ? 1 : 0;
  counts.set(
    key,
    isLeftAlone
      ? {
          ...before,
          leftAlone: before.leftAlone + 1,
          leftAloneOrdered: before.leftAloneOrdered + ordered,
        }
      : { ...before, sent: before.sent + 1, sentOrdered: before.sentOrdered + ordered },
  );
}
