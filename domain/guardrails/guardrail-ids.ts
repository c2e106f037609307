/**
 * The guardrails and what people call them, in the order they are shown. All of them always run. Apart from their
 * schema, so that a page which only names them stays small.
 */
export const GUARDRAIL_NAMES = {
  spam: 'Spam control',
  compliance: 'Compliance',
  tone: 'Tone and brand',
  audit: 'Audit',
  rate: 'Rate limits',
  consent: 'Consent',
  financial: 'Financial',
} as const;

export type GuardrailId = keyof typeof GUARDRAIL_NAMES;
export const GUARDRAILS = Object.keys(GUARDRAIL_NAMES) as [GuardrailId, ...GuardrailId[]];
