import type { Verdict } from '@/domain/guardrails/verdict';
import { POLICY_DESCRIPTION } from '@/domain/policies/describe';
import { type FlipInWords, flipInWords } from '@/domain/policies/flip-words';
import type { ServiceContext } from '../../context';

/** The thresholds that would flip findings, as the policy's forms call them. */
export function flipsOf({ workspace }: ServiceContext, verdicts: readonly Verdict[]): FlipInWords[] {
  return verdicts
    .flatMap(({ findings }) => findings)
    .flatMap(({ flip }) => (flip && flipInWords(POLICY_DESCRIPTION, flip, workspace.currency)) ?? []);
}
