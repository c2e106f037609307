import { type Breach, breachWords } from '../autonomy/breach';
import type { Digest } from '../notices/compose-digest';

/** Target of the stop that halts a rollout: it covers the whole workspace, beside any that people pull. */
export const HALT_TARGET = 'rollout';

/** Why a rollout was halted, as its stop says. */
export function haltReason(breach: Breach): string {
  return `The rollout is halted. ${breachWords(breach)}`.replace(/\.$/, '');
}

/** What those who may resume are told when a compliance violation has halted the rollout. */
export function composeHalt(halt: { company: string; breach: Breach; pageUrl: string }): Digest {
  return {
    subject: `${halt.company}: the rollout is halted`,
    lines: [
      breachWords(halt.breach),
      'Any compliance violation halts the rollout at once: nothing leaves until an administrator resumes, and what waited is checked again before it does.',
      `See what happened, and resume: ${halt.pageUrl}`,
    ],
  };
}
