import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments';

describe('the command line of policies', () => {
  it.each([
    [['export', 'p.json'], { command: 'export', file: 'p.json', workspace: null }],
    [['validate', 'p.json'], { command: 'validate', file: 'p.json' }],
    [['upgrade', 'p.json'], { command: 'upgrade', file: 'p.json' }],
    [
      ['apply', 'p.json', '--workspace', 'shop', '--reason', ' Calmer. ', '--accept-warnings'],
      { command: 'apply', file: 'p.json', workspace: 'shop', reason: 'Calmer.', acceptWarnings: true },
    ],
  ])('%j', (argv, expected) => {
    expect(readArguments(argv)).toEqual(expected);
  });

  it.each([
    [[], 'Name a command'],
    [['export'], 'Name a command'],
    [['export', 'a', 'b'], 'one file'],
    [['delete', 'a'], 'no command delete'],
    [['apply', 'a'], '--reason'],
    [['apply', 'a', '--reason', ' '], '--reason'],
    [['apply', 'a', '--because', 'x'], 'because'],
  ])('%j is refused', (argv, message) => {
    expect(() => readArguments(argv)).toThrow(message);
  });
});
