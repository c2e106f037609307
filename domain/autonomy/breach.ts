import { GUARDRAIL_NAMES, type GuardrailId } from '../guardrails/guardrail-ids';

/** Messages that should not have left, found out after they had. */
export type Breach = {
  /** The guardrail that should have stopped them. */
  readonly guardrail: GuardrailId;
  /** Ids of their decisions. */
  readonly decisions: readonly string[];
  /** `records`: what the shop told later shows it. `person`: somebody reported it. */
  readonly foundBy: 'records' | 'person';
};

/** A breach in one sentence. */
export function breachWords({ guardrail, decisions, foundBy }: Breach): string {
  const what = decisions.length === 1 ? 'A message' : `${decisions.length} messages`;
  if (foundBy === 'person') return `${what} was reported that “${GUARDRAIL_NAMES[guardrail]}” should have stopped.`;
  return `${what} had left against “${GUARDRAIL_NAMES[guardrail]}”, as was told later.`;
}
