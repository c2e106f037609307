import { z } from 'zod';
import { ReviewEdit } from '@/domain/review/review-edit';
import { RejectReason, ReviewVerdict } from '@/domain/review/review-item';
import { inputWords } from '@/domain/shared/input-words';
import { ServiceError } from '../../errors';

export const DecideReviewInput = z.object({
  decisionId: z.uuid(),
  /** The version that was on screen. */
  version: z.number().int().positive(),
  /** Of this press: told again, it gets the same answer. Made up where it is missing. */
  key: z.uuid().optional(),
  verdict: z.enum(['approve', 'edit', 'reject']),
  reason: RejectReason.optional(),
  edit: ReviewEdit.optional(),
  note: z.string().trim().max(2_000).optional(),
});
export type DecideReviewInput = z.input<typeof DecideReviewInput>;

/** A verdict as it was meant: on which version, by which press, saying what. */
export type Seen = { version: number; key: string | null; answer: ReviewVerdict };

/** The input, parsed. Throws invalid, naming the field. */
export function readInput(input: DecideReviewInput): { decisionId: string; seen: Seen } {
  const parsed = DecideReviewInput.safeParse(input);
  const answer = parsed.success ? ReviewVerdict.safeParse(parsed.data) : parsed;
  if (!parsed.success || !answer.success) {
    const [issue] = answer.error?.issues ?? [];
    const isReasonMissing = issue?.path[0] === 'reason';
    throw new ServiceError(
      'invalid',
      isReasonMissing ? 'Give a reason for the rejection.' : issue ? inputWords(issue) : 'This verdict cannot be read.',
      { field: issue?.path.join('.') },
    );
  }
  const { decisionId, version, key } = parsed.data;
  return { decisionId, seen: { version, key: key ?? null, answer: answer.data } };
}
