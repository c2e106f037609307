import { COHORTS, type Cohort, cohortAfter, cohortsBefore, type PhaseId, phaseOf } from './plan';

/** What a person can say at a gate. `begin` is the first word; the others follow what the gate shows. */
export const ROLLOUT_VERDICTS = ['begin', 'go', 'conditional', 'no_go'] as const;
export type RolloutVerdict = (typeof ROLLOUT_VERDICTS)[number];

/** Of a recorded decision what its course hangs on; `to` is null where the rollout was over with it. */
export type CourseStep = { readonly to: Cohort | null; readonly decidedAt: Date };

/** Where a rollout stands. A workspace that never began one writes to everybody, as does one whose rollout is over. */
export type Course =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly cohort: Cohort; readonly cohortSince: Date; readonly phaseSince: Date }
  | { readonly kind: 'over'; readonly since: Date };

/** Where the decisions so far, oldest first, have led. */
export function courseOf(steps: readonly CourseStep[]): Course {
  const last = steps.at(-1);
  if (!last) return { kind: 'none' };
  if (last.to === null) return { kind: 'over', since: last.decidedAt };
  return {
    kind: 'running',
    cohort: last.to,
    cohortSince: heldSince(steps, (to) => to === last.to),
    phaseSince: heldSince(steps, (to) => to !== null && phaseIdOf(to) === phaseIdOf(last.to)),
  };
}

function phaseIdOf(cohort: Cohort | null): PhaseId | null {
  return cohort && phaseOf(cohort).id;
}

/** When the last unbroken run of steps began that all lead where asked. */
function heldSince(steps: readonly CourseStep[], isThere: (to: Cohort | null) => boolean): Date {
  const before = steps.findLastIndex(({ to }) => !isThere(to));
  return steps[before + 1]?.decidedAt ?? new Date(0);
}

/**
 * Where a verdict may lead from a step: `go` and `conditional` to the next one alone (null ends the rollout after the
 * last), `no_go` nowhere or back, `begin` to any. Nobody skips a step, so that each cohort is watched.
 */
export function stepsFor(verdict: RolloutVerdict, cohort: Cohort | null): readonly (Cohort | null)[] {
  if (verdict === 'begin') return cohort === null ? COHORTS : [];
  if (cohort === null) return [];
  return verdict === 'no_go' ? [cohort, ...cohortsBefore(cohort).toReversed()] : [cohortAfter(cohort)];
}
