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
import { type GuardrailId, Severity, type Verdict } from './verdict';

/** The seven, in the order they are shown. */
export const ALL_GUARDRAILS: readonly Guardrail[] = [spam, compliance, tone, audit, rate, consent, financial];

/**
 * All guardrails on one candidate, always all of them. One that throws, or answers something that is no verdict, blocks:
 * what cannot be checked is not sent.
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
      return sound(guardrail.id, guardrail.check(candidate, snapshot, policy, now));
    } catch (problem) {
      const reason = problem instanceof Error ? problem.message : String(problem);
      return verdictOf(guardrail.id, [
        finding(`${guardrail.id}.broken`, 'block', 'This check could not be made, so the message is stopped.', {
          measured: cutText(reason, 200),
          limit: 'an answer',
          evidence: [`guardrail ${guardrail.id}`],
          wouldPassIf: 'once the check works again',
        }),
      ]);
    }
  });
}

const SEVERITIES: readonly unknown[] = Severity.options;

/** The verdict, if it is one: of this guardrail, with findings, and as grave as the gravest of them. Throws otherwise. */
function sound(id: GuardrailId, verdict: Verdict): Verdict {
  const holds =
    verdict.guardrail === id &&
    Array.isArray(verdict.findings) &&
    verdict.findings.length > 0 &&
    verdict.findings.every((found) => SEVERITIES.includes(found.verdict) && typeof found.reason === 'string') &&
    verdict.verdict === severest(verdict.findings.map((found) => found.verdict));
  if (!holds) throw new Error('It answered something that is no verdict.');
  return verdict;
}

/** What all of them together say. */
export function overall(verdicts: readonly Verdict[]): Severity {
  return severest(verdicts.map((verdict) => verdict.verdict));
}
