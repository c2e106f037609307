import { overall, runGuardrails } from '../guardrails/registry';
import type { Finding, Verdict } from '../guardrails/verdict';
import type { Policy } from '../policies/policy';
import type { Candidate } from './candidate';
import type { Snapshot } from './snapshot';
import { retimed, usefulUntil } from './timing';

/** Times a candidate may be moved before it counts as blocked; each move follows a guardrail's own `passesAt`. */
const MOVES = 4;

/** A candidate as the guardrails leave it, perhaps moved to a later moment, with their verdicts on that moment. */
export type JudgedCandidate = {
  readonly candidate: Candidate;
  readonly verdicts: Verdict[];
  /** Their verdicts on the moments it was moved away from, in turn. */
  readonly earlierVerdicts: readonly (readonly Verdict[])[];
  /** The rule that made it wait, where one did. */
  readonly waitsFor: Finding | null;
};

/**
 * All guardrails on a candidate. Where everything that blocks would pass later, and later still makes sense, the
 * candidate is moved there and judged again: over a limit means later, not lost. `meantFor` is the moment it was first
 * meant for.
 */
export function judgeCandidate(
  candidate: Candidate,
  snapshot: Snapshot,
  policy: Policy,
  now: Date,
  meantFor: Date = new Date(candidate.sendAt),
): JudgedCandidate {
  const latest = usefulUntil(candidate, meantFor, policy);
  let moved = candidate;
  let waitsFor: Finding | null = null;
  const earlierVerdicts: Verdict[][] = [];
  for (let move = 0; move < MOVES; move++) {
    const verdicts = runGuardrails(moved, snapshot, policy, now);
    if (overall(verdicts) !== 'block') return { candidate: moved, verdicts, earlierVerdicts, waitsFor };
    const next = waitingFor(verdicts);
    if (!next?.passesAt || new Date(next.passesAt) <= new Date(moved.sendAt) || new Date(next.passesAt) > latest) {
      return { candidate: moved, verdicts, earlierVerdicts, waitsFor: null };
    }
    waitsFor = next;
    earlierVerdicts.push(verdicts);
    moved = retimed(moved, new Date(next.passesAt));
  }
  return { candidate: moved, verdicts: runGuardrails(moved, snapshot, policy, now), earlierVerdicts, waitsFor };
}

/** The finding that passes last, or null where something that blocks would not pass by waiting. */
function waitingFor(verdicts: readonly Verdict[]): Finding | null {
  const blocking = blockingFindings(verdicts);
  if (blocking.length === 0 || blocking.some((found) => !found.passesAt)) return null;
  return blocking.reduce((last, next) => ((next.passesAt ?? '') > (last.passesAt ?? '') ? next : last));
}

/** The findings that stop a message, in the order of the guardrails. */
export function blockingFindings(verdicts: readonly Verdict[]): Finding[] {
  return verdicts.flatMap((verdict) => verdict.findings.filter((found) => found.verdict === 'block'));
}
