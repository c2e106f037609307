import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments';

const USUAL = { seed: '7', days: 90, customers: 1_000, isJson: false };

describe('the command line of simulations', () => {
  it.each([
    [[], USUAL],
    [
      ['--days', '14', '--seed', 'b2', '--customers', '200', '--json'],
      { seed: 'b2', days: 14, customers: 200, isJson: true },
    ],
    [['--fault', 'complaints', '--fault-day', '40'], { ...USUAL, fault: { kind: 'complaints', day: 40 } }],
    [['--help'], 'help'],
  ])('%j', (argv, expected) => {
    expect(readArguments(argv)).toEqual(expected);
  });

  it.each([
    [['--days', '91'], '1 to 90'],
    [['--days', '1.5'], 'whole number'],
    [['--customers', '3'], '10 to 10000'],
    [['--seed', 'Harbour & Pine'], 'small letters'],
    [['--weeks', '3'], 'weeks'],
    [['--fault', 'fire'], 'open-pixel'],
    [['--days', '30', '--fault', 'open-pixel'], '0 to 29'],
  ])('%j is refused', (argv, message) => {
    expect(() => readArguments(argv)).toThrow(message);
  });
});
