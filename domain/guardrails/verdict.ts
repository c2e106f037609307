import { z } from 'zod';
import { GUARDRAILS, type GuardrailId as GuardrailName } from './guardrail-ids';

export { GUARDRAILS };
export const GuardrailId = z.enum(GUARDRAILS);
export type GuardrailId = GuardrailName;

/** What a rule asks for. Of several, the gravest holds: block before review before pass. */
export const Severity = z.enum(['pass', 'review', 'block']);
export type Severity = z.infer<typeof Severity>;

/** A threshold of the policy that would change an answer: its path in the document, and the nearest value that does. */
export const Flip = z.object({ path: z.string(), value: z.union([z.number(), z.string(), z.boolean()]) });
export type Flip = z.infer<typeof Flip>;

/**
 * What one rule found. `measured` against `limit` in the rule's own unit, and what would change the answer. Whatever
 * does not pass says so in `wouldPassIf`, and names in `evidence` what it looked at.
 */
export const Finding = z.object({
  rule: z.string(),
  verdict: Severity,
  reason: z.string(),
  measured: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  limit: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  /** Ids or facts that prove it. */
  evidence: z.array(z.string()),
  /** The earliest instant at which the same candidate would pass this rule. */
  passesAt: z.iso.datetime().optional(),
  /** The nearest change that would make it pass, in words that follow "Would pass". */
  wouldPassIf: z.string().optional(),
  /** The same for a machine, where one threshold of the policy decides. */
  flip: Flip.optional(),
});
export type Finding = z.infer<typeof Finding>;

/** A guardrail's answer: the most severe of its findings; a guardrail with nothing to say passes with a reason. */
export const Verdict = z.object({ guardrail: GuardrailId, verdict: Severity, findings: z.array(Finding).min(1) });
export type Verdict = z.infer<typeof Verdict>;
