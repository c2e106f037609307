import { percentWords } from '../shared/figure-words';
import { plural } from '../shared/plural';
import { type ChiSquare, goodnessOfFit } from '../statistics/chi-square';
import { goodnessOfFitOverPeriods } from '../statistics/fit-over-periods';
import { sampleOf } from '../statistics/moments';
import { detectableShare, peoplePerArmForMeans } from '../statistics/sample-size';
import { type Design, type Experiment, type Outcome, sharesOf } from './experiment';
import { chanceWords } from './verdict-words';

/** One thing that must be right before the figures mean anything. */
export type HealthCheck = {
  readonly id: 'split' | 'size' | 'looks' | 'power' | 'shares';
  readonly state: 'good' | 'warn' | 'bad';
  readonly words: string;
};

/** Below this chance a split is not chance: no verdict (Fabijan et al. 2019). */
const MISMATCH = 0.001;
const SUSPICIOUS_MISMATCH = 0.01;
/** Fewer people than this in an arm, or fewer successes or failures in all, decide nothing. */
const FEWEST_PEOPLE = 30;
const FEWEST_CASES = 10;

/** Sample-ratio check: bad where people did not fall on the arms as planned. */
export function splitCheck(experiment: Experiment): HealthCheck {
  const fit = fitOf(experiment);
  if (!fit)
    return { id: 'split', state: 'warn', words: 'How people were meant to be shared between the arms is not known.' };
  const chance = chanceWords(fit.p);
  if (fit.p < MISMATCH) {
    return {
      id: 'split',
      state: 'bad',
      words: `People are not shared between the arms as planned (${chance}), so that nothing can be concluded.`,
    };
  }
  return fit.p < SUSPICIOUS_MISMATCH
    ? {
        id: 'split',
        state: 'warn',
        words: `People are shared a little otherwise than planned (${chance}): look for why.`,
      }
    : { id: 'split', state: 'good', words: `People are shared between the arms as planned (${chance}).` };
}

function fitOf({ arms, design, periods }: Experiment): ChiSquare | null {
  if (periods) return goodnessOfFitOverPeriods(periods);
  const shares = sharesOf(design.split, arms.length);
  return (
    shares &&
    goodnessOfFit(
      arms.map(({ people }) => people),
      shares,
    )
  );
}

/** Where shares moved: that arms are compared within the periods between, and why. Nothing else where they never did. */
export function sharesCheck({ periods }: Experiment): HealthCheck[] {
  const moves = (periods?.length ?? 0) - 1;
  if (moves < 1) return [];
  const words = `Shares moved ${moves === 1 ? 'once' : `${moves} times`}: arms are compared within the ${moves + 1} periods, so that a good day counts for none of them.`;
  return [{ id: 'shares', state: 'good', words }];
}

/** Bad where too few people, successes or failures of the metric at `at` are there for any test. */
export function sizeCheck({ arms }: Experiment, at: number): HealthCheck {
  const least = Math.min(...arms.map(({ people }) => people));
  if (least < FEWEST_PEOPLE) {
    const words = `The smallest arm has ${plural(least, 'person', 'people')}; fewer than ${FEWEST_PEOPLE} tell nothing.`;
    return { id: 'size', state: 'bad', words };
  }
  const shares = arms.flatMap(({ outcomes }) => (outcomes[at]?.kind === 'share' ? [outcomes[at]] : []));
  const successes = shares.reduce((sum, share) => sum + share.successes, 0);
  const failures = shares.reduce((sum, share) => sum + share.trials, 0) - successes;
  if (shares.length > 0 && Math.min(successes, failures) < FEWEST_CASES) {
    const [count, what] = successes <= failures ? [successes, 'succeeded'] : [failures, 'failed'];
    const words = `Only ${plural(count, 'person', 'people')} ${what} in all arms; fewer than ${FEWEST_CASES} tell nothing.`;
    return { id: 'size', state: 'bad', words };
  }
  return { id: 'size', state: 'good', words: `The smallest arm has ${plural(least, 'person', 'people')}.` };
}

/** What the way of looking at the test means for its intervals. */
export function looksCheck({ looked }: Design): HealthCheck {
  return looked === 'once'
    ? { id: 'looks', state: 'good', words: 'Looked at once, at the end: the intervals are those of a fixed horizon.' }
    : { id: 'looks', state: 'good', words: 'Looked at while it ran: the intervals hold at every look.' };
}

/** How small a lift the test could have told, from its control's outcome and its smallest arm. */
export function powerCheck({ arms, design }: Experiment, control: Outcome): HealthCheck {
  const least = Math.min(...arms.map(({ people }) => people));
  const detectable = detectableLift(control, least, design.significance);
  if (detectable === null) return { id: 'power', state: 'warn', words: 'What it could have told cannot be said.' };
  const lift = percentWords(Math.round(detectable * 1e3) / 10);
  return detectable <= design.worthHaving
    ? { id: 'power', state: 'good', words: `A lift of ${lift} or more would have been told four times in five.` }
    : { id: 'power', state: 'warn', words: `Only a lift of ${lift} or more would have been told four times in five.` };
}

/** The least relative lift that arms of such a size tell with a power of 80 %. */
function detectableLift(control: Outcome, perArm: number, alpha: number): number | null {
  if (control.kind === 'share') {
    const share = control.successes / control.trials;
    const detectable = share > 0 && share < 1 ? detectableShare(share, perArm, { alpha }) : null;
    return detectable === null ? null : detectable / share - 1;
  }
  if (control.kind === 'sum') return null;
  const { mean, variance } = sampleOf(control.moments);
  // People needed fall with the square of the difference, so the difference of one person scales.
  return mean > 0 && variance > 0
    ? Math.sqrt(peoplePerArmForMeans(mean / 1_000, Math.sqrt(variance), { alpha }) / perArm) / 1_000
    : null;
}
