import type { Candidate } from '@/domain/decisions/candidate';
import { EditRefused, edited, type ReviewEdit } from '@/domain/review/review-edit';
import type { ServiceContext } from '../../context';
import { ServiceError } from '../../errors';

/** The candidate as the edit makes it. Throws invalid, in words, where it cannot be made. */
export function editOf(ctx: ServiceContext, chosen: Candidate | null, edit: ReviewEdit): Candidate {
  if (!chosen) throw new ServiceError('invalid', 'There is no message to edit.');
  try {
    return edited(chosen, edit, ctx.now);
  } catch (error) {
    if (error instanceof EditRefused) throw new ServiceError('invalid', error.message, { field: 'edit' });
    throw error;
  }
}
