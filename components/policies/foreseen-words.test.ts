import { describe, expect, it } from 'vitest';
import { foreseenWords } from './foreseen-words';

const none = { total: 0, judged: 0, revived: 0 };
const leaving = { total: 0, judged: 0, stopped: 0 };
const NONE_LEAVES = 'No approved or scheduled message is waiting to leave.';
const waiting = { total: 12, judged: 12, blocked: 0, changed: 0 };

describe('what an activation does to the inbox', () => {
  it.each([
    [
      'nothing waits',
      { waiting: { ...waiting, total: 0, judged: 0 }, held: none, leaving },
      ['No decision waits for a person now.', NONE_LEAVES],
    ],
    [
      'nothing changes',
      { waiting, held: none, leaving: { total: 1, judged: 1, stopped: 0 } },
      ['All 12 waiting would go on waiting as they do.', 'Of 1 approved or scheduled message it would stop none.'],
    ],
    [
      'some are blocked, some told otherwise',
      { waiting: { ...waiting, blocked: 3, changed: 2 }, held: none, leaving },
      [
        '3 of 12 decisions waiting would be held unsent, and wait again if you roll back while their moment lasts.',
        '2 of 12 decisions waiting would go on waiting, with other verdicts.',
        NONE_LEAVES,
      ],
    ],
    [
      'not all could be judged beforehand',
      {
        waiting: { total: 900, judged: 200, blocked: 40, changed: 0 },
        held: { total: 201, judged: 200, revived: 7 },
        leaving,
      },
      [
        'At least 40 of 900 decisions waiting would be held unsent, and wait again if you roll back while their moment lasts.',
        'At least 7 of 201 that an earlier policy blocked would wait again.',
        NONE_LEAVES,
        '701 decisions more will be judged when it is in force, not beforehand.',
      ],
    ],
    [
      'a roll-back brings back what was blocked',
      { waiting, held: { total: 4, judged: 4, revived: 3 }, leaving: { total: 9, judged: 9, stopped: 4 } },
      [
        'All 12 waiting would go on waiting as they do.',
        '3 of 4 that an earlier policy blocked would wait again.',
        '4 of 9 approved or scheduled messages would be stopped when they are about to leave.',
      ],
    ],
  ])('%s', (_, foreseen, said) => {
    expect(foreseenWords(foreseen)).toEqual(said);
  });
});
