import { percentWords } from '../../shared/figure-words';
import { plural } from '../../shared/plural';
import type { OrderEvidence } from './order-evidence';

/** What becomes of a new version; `reason` says why, in a sentence for people. */
export type VersionVerdict = {
  readonly verdict: 'in_force' | 'kept';
  readonly reason: string;
  /** Also the version in force has lost the right to be called calibrated: assumptions take its place. */
  readonly withdraws: boolean;
};

/** What is in force while a new version is judged. */
export type InForce = {
  /** Null where assumptions are. */
  readonly version: number | null;
  /** A person chose it over a newer one: nothing takes its place by itself. */
  readonly isChosen: boolean;
};

/** Whether its probabilities came true out of time, by the figures it was built by: then they may be called calibrated. */
export function isCalibrated({ calibration, rules }: Pick<OrderEvidence, 'calibration' | 'rules'>): boolean {
  const { error, tested } = calibration;
  return error !== null && tested >= rules.leastTested && error <= rules.mostCalibrationError;
}

/** Differences in calibration below this are not shown, and none. */
const SHOWN = 0.001;

/**
 * Whether a new version takes the place of what is in force. Only one whose probabilities came true out of time does, and
 * none that would have been further off than what decisions carried; after a person has gone back, none does by itself.
 */
export function judgeVersion(evidence: OrderEvidence, inForce: InForce): VersionVerdict {
  const { calibration, beside, rules } = evidence;
  const kept = (reason: string, withdraws = false): VersionVerdict => ({ verdict: 'kept', reason, withdraws });
  if (calibration.error === null || calibration.tested < rules.leastTested) {
    return kept(
      `${plural(calibration.tested, 'prediction')} could be tested against what came later; ${rules.leastTested} are asked for.`,
    );
  }
  const { mostCalibrationError: most } = rules;
  if (calibration.error > most) {
    const isWorn = inForce.version !== null && beside !== null && (beside.recorded.error ?? 0) > most;
    return kept(
      `What it would have predicted lay ${points(calibration.error)} off what came; at most ${points(most)} are allowed.${
        isWorn ? ` The version in force lay ${points(beside.recorded.error ?? 0)} off and is withdrawn.` : ''
      }`,
      isWorn,
    );
  }
  if (inForce.isChosen) {
    const chosen = inForce.version === null ? 'to do without what was learnt' : `version ${inForce.version}`;
    return kept(`A person chose ${chosen}: nothing takes its place until somebody puts it in force.`);
  }
  if (inForce.version !== null && beside && isWorse(beside)) {
    return kept(
      `It would have been ${points(beside.own.error ?? 0)} off, further than the ${points(beside.recorded.error ?? 0)} of the probabilities that decisions carried.`,
    );
  }
  return {
    verdict: 'in_force',
    reason: `What it would have predicted lay ${points(calibration.error)} off what came, over ${plural(calibration.tested, 'prediction')}; at most ${points(most)} are allowed.`,
    withdraws: false,
  };
}

function isWorse({ recorded, own }: NonNullable<OrderEvidence['beside']>): boolean {
  return (own.error ?? 0) - (recorded.error ?? 0) >= SHOWN;
}

/** "1.2 percentage points". */
function points(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  return `${percentWords(rounded).replace('%', '')} percentage ${rounded === 1 ? 'point' : 'points'}`;
}
