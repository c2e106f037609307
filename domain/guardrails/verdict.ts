import { z } from 'zod';

/** The seven, in the order they are shown. All of them always run. */
export const GUARDRAILS = ['spam', 'compliance', 'tone', 'audit', 'rate', 'consent', 'financial'] as const;
export const GuardrailId = z.enum(GUARDRAILS);
export type GuardrailId = z.infer<typeof GuardrailId>;

/** What a rule asks for. Of several, the gravest holds: block before review before pass. */
export const Severity = z.enum(['pass', 'review', 'block']);
export type Severity = z.infer<typeof Severity>;

/** What one rule found. `measured` against `limit` in the rule's own unit, and what would change the answer. */
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
  /** The nearest change that would make it pass, in words. */
  wouldPassIf: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

/** A guardrail's answer: the most severe of its findings; a guardrail with nothing to say passes with a reason. */
export const Verdict = z.object({ guardrail: GuardrailId, verdict: Severity, findings: z.array(Finding).min(1) });
export type Verdict = z.infer<typeof Verdict>;
