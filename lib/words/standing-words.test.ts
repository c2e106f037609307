import { expect, it } from 'vitest';
import { standingWords } from './standing-words';

it('says what is missing for a verdict', () => {
  expect(standingWords({ status: 'undecided', cases: 6, needed: 40 }, 'orders')).toMatchObject({
    word: 'Too few orders',
    missing: '6 of about 40 needed',
  });
  expect(standingWords({ status: 'undecided', cases: 6_000, needed: null }, 'orders')).toMatchObject({
    word: 'Too close to call',
    missing: '6,000 orders so far',
  });
  expect(standingWords({ status: 'met' }, 'orders')).toMatchObject({ word: 'Target met', missing: null });
});
