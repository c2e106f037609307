import { modelWindow } from '../../attribution/model-window';
import type { Policy } from '../../policies/policy';
import { after, DAY } from '../../shared/time';
import { priorProbability } from '../order-priors';
import { calibrationOf } from './calibration';
import { cellKey } from './cell';
import { countedOnce, type Measured } from './measured';
import type { LearntCell, OrderEvidence } from './order-evidence';
import { type Counts, effectConfidence, NO_COUNTS, orderShare } from './order-posterior';
import { countsByCell, predictedOutOfTime, type Tested } from './out-of-time';

/** A measured decision and the agent that made it. */
export type MeasuredByAgent = Measured & { readonly agentId: string };

type Rules = Pick<Policy, 'priors' | 'learning' | 'attribution'>;

/**
 * What the outcomes of a period say: for each situation the counts, the probability of an order, and whether the touch
 * brings more than leaving alone; and how well probabilities found in this way foretold what came later. The same rows
 * give the same evidence, in whatever order.
 */
export function buildEvidence(
  rows: readonly MeasuredByAgent[],
  policy: Rules,
  { from, to }: { from: Date; to: Date },
): OrderEvidence {
  const { priorWeight, leastSent, leastLeftAlone, leastTested, mostCalibrationError, testedDays } = policy.learning;
  const counted = countedOnce(rows);
  const testedFrom = after(to, -testedDays * DAY);
  const tested = predictedOutOfTime(counted, policy).filter(({ row }) => row.decidedAt >= testedFrom);
  return {
    schema: 1,
    from: from.toISOString(),
    to: to.toISOString(),
    rows: counted.length,
    rules: { priorWeight, leastSent, leastLeftAlone, leastTested, mostCalibrationError },
    cells: cellsOf(rows, countsByCell(counted), policy),
    calibration: calibrationOf(tested.map(({ prediction }) => prediction)),
    beside: besideRecorded(tested, leastTested),
  };
}

function cellsOf(rows: readonly MeasuredByAgent[], counts: ReadonlyMap<string, Counts>, policy: Rules): LearntCell[] {
  const cells = new Map(rows.map(({ agentId, cell }) => [cellKey(cell), { agentId, cell }]));
  return [...cells]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { agentId, cell }]) => {
      const { priorWeight, leastSent, leastLeftAlone } = policy.learning;
      const known = counts.get(key) ?? NO_COUNTS;
      const prior = priorProbability(cell, policy);
      const isOwn = known.sent >= leastSent;
      const isCompared = isOwn && known.leftAlone >= leastLeftAlone;
      return {
        agentId,
        ...cell,
        ...known,
        windowDays: modelWindow(cell.action, policy) / DAY,
        prior,
        ...orderShare(known, prior, priorWeight),
        isOwn,
        confidence: isCompared ? effectConfidence(known, priorWeight) : null,
      };
    });
}

/** Decisions that carried a calibrated probability, by it and by what would be predicted for them now. */
function besideRecorded(tested: readonly Tested[], least: number): OrderEvidence['beside'] {
  const both = tested.flatMap(({ prediction, recorded }) => (recorded ? [{ prediction, recorded }] : []));
  if (both.length < least) return null;
  return {
    recorded: calibrationOf(both.map(({ recorded }) => recorded)),
    own: calibrationOf(both.map(({ prediction }) => prediction)),
  };
}
