import type { Decision } from '../../generated/prisma/client';
import { sha256OfJson } from '../../sha256';

type Facts = Pick<Decision, 'triggerKey' | 'heldOut' | 'outsideCohort' | 'isSimulated'>;
type Words = Pick<Decision, 'triggerKey' | 'summary'>;
type Remarks = Pick<Decision, 'triggerKey' | 'reviewReason' | 'reviewNote'>;

/** SHA-256 of what is fixed when a decision is made and stands in no document: `facts` of its entry. */
export function factsHash({ triggerKey, heldOut, outsideCohort, isSimulated }: Facts): string {
  return sha256OfJson({ heldOut, isSimulated, outsideCohort, triggerKey });
}

/** SHA-256 of the words of a decision: `told` of the entry that made it, and of an edit's. */
export function toldHash({ triggerKey, summary }: Words): string {
  return sha256OfJson({ summary, triggerKey });
}

/** SHA-256 of what a person said with a verdict: `said` of its entry. The key of its occasion keeps it from being guessed. */
export function saidHash({ triggerKey, reviewReason, reviewNote }: Remarks): string {
  return sha256OfJson({ note: reviewNote, reason: reviewReason, triggerKey });
}
