import { describe, expect, it } from 'vitest';
import type { Requirement } from '@/domain/autonomy/requirements';
import { sampledWords, whatIsMissing } from './autonomy-words';

const requirement = (id: Requirement['id'], changes: Partial<Requirement> = {}): Requirement => ({
  id,
  isMet: false,
  text: '',
  have: null,
  need: null,
  ...changes,
});
const met = { isMet: true };

describe('whatIsMissing', () => {
  it.each<[string, Requirement[]]>([
    [
      'For the next level: 3 more unedited approvals in a row, with no harm meanwhile.',
      [requirement('approvals', { have: 7, need: 10 }), requirement('harm', met)],
    ],
    [
      'For the next level: 1 more unedited approval in a row and harm to be past.',
      [requirement('approvals', { have: 9, need: 10 }), requirement('harm')],
    ],
    [
      'For the next level: 5 more judged decisions and an effect against the holdout that is not negative, with no harm meanwhile.',
      [
        requirement('approvals', met),
        requirement('harm', met),
        requirement('judged', { have: 25, need: 30 }),
        requirement('bound', met),
        requirement('lift'),
      ],
    ],
    ['Everything is there: the next approval raises it.', [requirement('approvals', met), requirement('harm', met)]],
    ['The highest level: nothing more to earn.', []],
  ])('%s', (words, requirements) => {
    expect(whatIsMissing(requirements)).toBe(words);
  });
});

describe('sampledWords', () => {
  const none = { days: 30, share: 0.04, drawn: 0, waiting: 0, approved: 0, edited: 0, rejected: 0 };
  it.each([
    [none, 'Sampled review: a person sees 4% of decisions; none was drawn in the last 30 days.'],
    [
      { ...none, drawn: 5, approved: 3, rejected: 1, waiting: 1 },
      'Sampled review: a person sees 4% of decisions; 5 drawn in the last 30 days: 3 approved unedited, 1 rejected, 1 waiting.',
    ],
    [{ ...none, drawn: 2 }, 'Sampled review: a person sees 4% of decisions; 2 drawn in the last 30 days.'],
  ])('%#', (sampled, words) => {
    expect(sampledWords(sampled)).toBe(words);
  });
});
