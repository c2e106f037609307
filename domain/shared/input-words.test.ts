import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inputWords } from './input-words';

const wordsOf = (shape: z.ZodType, input: unknown): string => {
  const [issue] = shape.safeParse(input).error?.issues ?? [];
  if (!issue) throw new Error('Nothing is wrong with it.');
  return inputWords(issue);
};

describe('what is wrong with an input', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['missing', z.object({ note: z.string() }), {}, '“Note” is missing: give a text.'],
    ['of another kind', z.object({ budgetCents: z.number() }), { budgetCents: 'x' }, '“Budget” must be a number.'],
    ['no whole number', z.object({ count: z.int() }), { count: 1.5 }, '“Count” must be a whole number.'],
    ['empty', z.object({ name: z.string().min(1) }), { name: '' }, '“Name” is empty: write something.'],
    ['too long', z.object({ name: z.string().max(3) }), { name: 'abcd' }, '“Name” is too long: at most 3 characters.'],
    ['too much', z.object({ days: z.number().max(90) }), { days: 91 }, '“Days” must be at most 90.'],
    ['not above', z.object({ days: z.number().positive() }), { days: 0 }, '“Days” must be more than 0.'],
    ['no entries', z.object({ items: z.array(z.string()).min(1) }), { items: [] }, '“Items” needs at least 1 entry.'],
    [
      'no choice',
      z.object({ verdict: z.enum(['approve', 'reject']) }),
      { verdict: 'x' },
      '“Verdict” must be one of approve, reject.',
    ],
    [
      'no id',
      z.object({ decisionId: z.uuid() }),
      { decisionId: 'x' },
      '“Decision ID” must be an id as it stands in the address of a page.',
    ],
    [
      'no address',
      z.object({ email: z.email() }),
      { email: 'x' },
      '“E-mail” must be an e-mail address, such as name@example.com.',
    ],
    [
      'of a row',
      z.object({ steps: z.array(z.object({ day: z.number() })) }),
      { steps: [{ day: 1 }, {}] },
      '“Day” of entry 2 is missing: give a number.',
    ],
    ['unknown', z.strictObject({}), { colour: 1 }, 'What was sent knows no “colour”: leave that out.'],
    ['whole', z.object({}), 7, 'What was sent must be its parts.'],
    [
      'of no form',
      z.object({ to: z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]) }),
      { to: 1 },
      '“To” cannot be read as it is: choose or write it again.',
    ],
  ])('names the field and how to mend it: %s', (_, shape, input, words) => {
    expect(wordsOf(shape, input)).toBe(words);
  });

  it('leaves the words of a shape as they are', () => {
    expect(wordsOf(z.object({ reason: z.string().min(1, 'Say why.') }), { reason: '' })).toBe('Say why.');
  });
});
