import { z } from 'zod';
import { inputWords } from '@/domain/shared/input-words';

/** What of an input is wrong first, in words that say how to mend it, and where ("budgetCents"); undefined for any other cause. */
export function inputIssueOf(cause: unknown): { message: string; field: string } | undefined {
  const [issue] = cause instanceof z.ZodError ? cause.issues : [];
  return issue && { message: inputWords(issue), field: issue.path.join('.') };
}
