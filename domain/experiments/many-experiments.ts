import { benjaminiHochberg } from '../statistics/multiple-comparisons';
import { type ArmComparison, comparisonsOf } from './compare-arms';
import type { ArmOutcomes, Design, Metric } from './experiment';
import { splitCheck } from './health-checks';

/** Of one experiment among many: its best challenger on the goal, and how sure that is among so many. */
export type ExperimentFinding = {
  readonly name: string;
  /** `invalid`: people are not shared as planned. `incomplete`: no control, one arm, or nothing that can be told. */
  readonly state: 'better' | 'worse' | 'none' | 'invalid' | 'incomplete';
  /** The challenger told of: the surest. Null for one that is not counted. */
  readonly comparison: ArmComparison | null;
  /** Its p corrected for the challengers, and that again for all experiments (Benjamini-Hochberg); null where not counted. */
  readonly p: number | null;
  readonly q: number | null;
};

export type ManyFindings = {
  readonly findings: readonly ExperimentFinding[];
  /** Share 0..1 of what is called better or worse that is expected to be neither. */
  readonly falseDiscovery: number;
};

type Named = { readonly name: string; readonly arms: readonly ArmOutcomes[] | null };

/**
 * Many experiments at once, by the first metric of role goal. With thousands of them, one in twenty of those that do
 * nothing looks like a success: what is called better or worse keeps the share of false ones at `falseDiscovery`. An
 * experiment whose `arms` are null lacks its control.
 */
export function judgeMany(
  experiments: readonly Named[],
  metrics: readonly Metric[],
  design: Design,
  falseDiscovery = 0.05,
): ManyFindings {
  const at = metrics.findIndex(({ role }) => role === 'goal');
  const metric = metrics[at];
  if (!metric) throw new RangeError('An experiment has a goal.');
  const judged = experiments.map(({ name, arms }) => {
    if (!arms || arms.length < 2) return left(name, 'incomplete');
    if (splitCheck({ arms, metrics, design }).state === 'bad') return left(name, 'invalid');
    const comparison = surest(comparisonsOf(arms, metric, at, design));
    return comparison
      ? { name, state: 'none' as const, comparison, p: comparison.corrected }
      : left(name, 'incomplete');
  });
  const counted = judged.filter(({ p }) => p !== null);
  const qs = new Map(benjaminiHochberg(counted.map(({ p }) => p ?? 1)).map((q, index) => [counted[index], q]));
  return {
    falseDiscovery,
    findings: judged.map((finding) => {
      const q = qs.get(finding) ?? null;
      const isFound = q !== null && q < falseDiscovery && finding.comparison !== null;
      return { ...finding, q, state: isFound ? directionOf(finding.comparison, metric) : finding.state };
    }),
  };
}

const left = (name: string, state: 'invalid' | 'incomplete') => ({ name, state, comparison: null, p: null });

function surest(comparisons: readonly ArmComparison[]): ArmComparison | null {
  const told = comparisons.filter(({ corrected }) => corrected !== null);
  return told.sort((a, b) => (a.corrected ?? 1) - (b.corrected ?? 1))[0] ?? null;
}

function directionOf(comparison: ArmComparison | null, { goal }: Metric): 'better' | 'worse' {
  return (comparison?.difference?.estimate ?? 0) > 0 === (goal === 'increase') ? 'better' : 'worse';
}
