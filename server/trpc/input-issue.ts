import { z } from 'zod';

/** What of an input is wrong first, in the words of its shape, and where ("budgetCents"); undefined for any other cause. */
export function inputIssueOf(cause: unknown): { message: string; field: string } | undefined {
  const [issue] = cause instanceof z.ZodError ? cause.issues : [];
  return issue && { message: issue.message, field: issue.path.join('.') };
}
