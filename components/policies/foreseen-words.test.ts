import { describe, expect, it } from 'vitest';
import { foreseenWords } from './foreseen-words';

const none = { total: 0, judged: 0, revived: 0 };
const waiting = { total: 12, judged: 12, blocked: 0, changed: 0 };

describe('what an activation does to the inbox', () => {
  it.each([
    [
      'nothing waits',
      { waiting: { ...waiting, total: 0, judged: 0 }, held: none },
      ['No decision waits for a person now.'],
    ],
    ['nothing changes', { waiting, held: none }, ['All 12 waiting would go on waiting as they do.']],
    [
      'some are blocked, some told otherwise',
      { waiting: { ...waiting, blocked: 3, changed: 2 }, held: none },
      [
        '3 of 12 decisions waiting would be blocked and never sent.',
        '2 of 12 decisions waiting would go on waiting, with other verdicts.',
      ],
    ],
    [
      'not all could be judged beforehand',
      { waiting: { total: 900, judged: 200, blocked: 40, changed: 0 }, held: { total: 201, judged: 200, revived: 7 } },
      [
        'At least 40 of 900 decisions waiting would be blocked and never sent.',
        'At least 7 of 201 that an earlier policy blocked would wait again.',
        '701 decisions more will be judged when it is in force, not beforehand.',
      ],
    ],
    [
      'a roll-back brings back what was blocked',
      { waiting, held: { total: 4, judged: 4, revived: 3 } },
      ['All 12 waiting would go on waiting as they do.', '3 of 4 that an earlier policy blocked would wait again.'],
    ],
  ])('%s', (_, foreseen, said) => {
    expect(foreseenWords(foreseen)).toEqual(said);
  });
});
