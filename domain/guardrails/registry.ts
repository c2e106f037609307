import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { cutText } from '../shared/cut-text';
import { audit } from './audit';
import { compliance } from './compliance';
import { consent } from './consent';
import { financial } from './financial';
import { finding, type Guardrail, severest, verdictOf } from './guardrail';
import { rate } from './rate';
import { spam } from './spam';
import { tone } from './tone';
import type { Severity, Verdict } from './verdict';

/** The seven, in the order they are shown. */
export const ALL_GUARDRAILS: readonly Guardrail[] = [spam, compliance, tone, audit, rate, consent, financial];

/**
 * All guardrails on one candidate, always all of them. One that throws blocks: what cannot be checked is not sent.
 */
export function runGuardrails(
  candidate: Candidate,
  snapshot: Snapshot,
  policy: Policy,
  now: Date,
  guardrails: readonly Guardrail[] = ALL_GUARDRAILS,
): Verdict[] {
  return guardrails.map((guardrail) => {
    try {
      return guardrail.check(candidate, snapshot, policy, now);
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem);
      return verdictOf(guardrail.id, [
        finding(`${guardrail.id}.broken`, 'block', 'This check could not be made, so the message is stopped.', {
          measured: cutText(reason, 200),
          wouldPassIf: 'once the check works again',
        }),
      ]);
    }
  });
}

/** What all of them together say. */
export function overall(verdicts: readonly Verdict[]): Severity {
  return severest(verdicts.map((verdict) => verdict.verdict));
}
