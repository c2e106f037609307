import { describe, expect, it } from 'vitest';
import { type ExperimentColumns, ExperimentTable } from './experiment-table';
import { guessColumns, guessControl, withControlFirst } from './guess-columns';

const COLUMNS: ExperimentColumns = {
  arm: 'arm',
  successes: [{ column: 'bought', role: 'goal', goal: 'increase' }],
  values: [{ column: 'spend', role: 'secondary', goal: 'increase' }],
  count: null,
  group: null,
};
const HEADER = ['id', 'arm', 'bought', 'spend', 'n', 'test'];

function read(lines: string[], columns: Partial<ExperimentColumns> = {}, header = HEADER) {
  const table = new ExperimentTable(header, { ...COLUMNS, ...columns });
  lines.forEach((line, index) => {
    table.add(line.split(','), index + 2);
  });
  return table.end();
}

describe('ExperimentTable', () => {
  it('adds up people', () => {
    const [group] = read(['1,a,yes,10', '2,b,0,0', '3,a,FALSE,4', '4,b,True,6']);
    expect(group?.arms).toEqual([
      {
        name: 'a',
        people: 2,
        outcomes: [
          { kind: 'share', successes: 1, trials: 2 },
          { kind: 'mean', moments: { count: 2, mean: 7, squares: 18 } },
        ],
      },
      {
        name: 'b',
        people: 2,
        outcomes: [
          { kind: 'share', successes: 1, trials: 2 },
          { kind: 'mean', moments: { count: 2, mean: 3, squares: 18 } },
        ],
      },
    ]);
  });

  it('adds up counts, of several experiments in one file', () => {
    const groups = read(['1,a,5,10,100,x', '2,b,6,0,100,x', '3,a,1,0,50,y', '4,a,2,0,50,x'], {
      count: 'n',
      group: 'test',
    });
    expect(groups.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(groups[0]?.arms[0]).toEqual({
      name: 'a',
      people: 150,
      outcomes: [
        { kind: 'share', successes: 7, trials: 150 },
        { kind: 'sum', people: 150, sum: 10 },
      ],
    });
  });

  it.each([
    [['1,a,maybe,1'], {}, 'Line 2, column “bought”: “maybe” is neither yes nor no'],
    [['1,a,1,1', '2,b,,1'], {}, 'Line 3, column “bought”: it is empty'],
    [['1,a,1,much'], {}, 'Line 2, column “spend”: “much” is not a number'],
    [['1,,1,1'], {}, 'Line 2, column “arm”: it is empty'],
    [['1,a,7,1,5'], { count: 'n' }, 'Line 2, column “bought”: 7 of 5 people cannot have succeeded'],
    [['1,a,1,1,2.5'], { count: 'n' }, 'Line 2, column “n”: “2.5” is not a count'],
    [['1,a,1,1'], { arm: 'variant' }, 'There is no column “variant”. The columns are id, arm'],
    [[], {}, 'Below its first line the file is empty'],
    [Array.from({ length: 21 }, (_, index) => `1,${index},1,1`), {}, 'does this column name the arm?'],
  ])('says where it stumbles (%#)', (lines, columns, message) => {
    expect(() => read(lines, columns)).toThrow(message);
  });
});

describe('guesses', () => {
  it('know a control by its name', () => {
    expect(guessControl(['Mens E-Mail', 'No E-Mail', 'Womens E-Mail'])).toBe('No E-Mail');
    expect(guessControl(['treatment', 'Control'])).toBe('Control');
    expect(guessControl(['a', 'control'])).toBe('control');
    expect(guessControl(['b', 'A'])).toBe('A');
    expect(guessControl(['gate_40', 'gate_30'])).toBe('gate_30');
    expect(guessControl([])).toBeNull();
    const arms = ['b', 'a10', 'a9'].map((name) => ({ name, people: 1, outcomes: [] }));
    expect(withControlFirst(arms, 'b')?.map(({ name }) => name)).toEqual(['b', 'a9', 'a10']);
    expect(withControlFirst(arms, 'c')).toBeNull();
  });

  it('know columns by their names and what stands in them', () => {
    expect(
      guessColumns(['userid', 'version', 'sum_gamerounds', 'retention_1'], [['1', 'gate_30', '7', 'False']]),
    ).toEqual({
      arm: 'version',
      success: 'retention_1',
      value: null,
      count: null,
    });
    expect(guessColumns(['variant', 'sent', 'clicks', 'revenue'], [['a', '100', '7', '12.5']])).toEqual({
      arm: 'variant',
      success: 'clicks',
      value: 'revenue',
      count: 'sent',
    });
    expect(
      guessColumns(
        ['history', 'segment', 'visit', 'spend'],
        [
          ['1', 'No E-Mail', '0', '0'],
          ['1', 'x', '1', '2'],
        ],
      ),
    ).toEqual({
      arm: 'segment',
      success: 'visit',
      value: 'spend',
      count: null,
    });
  });
});
