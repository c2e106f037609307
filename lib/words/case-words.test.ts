import { expect, it } from 'vitest';
import { KPIS } from '@/domain/measurement/kpis/registry';
import { caseCount, caseNoun } from './case-words';

it('counts one of them as one', () => {
  const nouns = new Set(KPIS.map(({ cases }) => cases));
  for (const noun of nouns) expect(caseNoun(1, noun), noun).not.toMatch(/[^s]s$|es$/);
  expect(caseCount(1, 'first orders')).toBe('1 first order');
  expect(caseCount(1, 'touches')).toBe('1 touch');
  expect(caseCount(1, 'addresses')).toBe('1 address');
  expect(caseCount(1_240, 'touches')).toBe('1,240 touches');
});
