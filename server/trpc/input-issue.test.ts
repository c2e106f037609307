import { expect, it } from 'vitest';
import { z } from 'zod';
import { inputIssueOf } from './input-issue';

it('tells the first thing that is wrong with an input, in the words of its shape', () => {
  const { error } = z.object({ budget: z.object({ cents: z.number().positive('Give it a budget.') }) }).safeParse({
    budget: { cents: -1 },
  });
  expect(inputIssueOf(error)).toEqual({ message: 'Give it a budget.', field: 'budget.cents' });
  const bare = z.object({ budget: z.object({ cents: z.number() }) }).safeParse({ budget: {} });
  expect(inputIssueOf(bare.error)).toEqual({ message: '“Cents” is missing: give a number.', field: 'budget.cents' });
  expect(inputIssueOf(new Error('Something else.'))).toBeUndefined();
});
