import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments';

const DRAFT = '01998a7e-0000-7000-8000-000000000001';
const USUAL = { tried: { kind: 'then' }, range: '30d', workspace: null, isJson: false, expectIdentical: false };

describe('the command line of replays', () => {
  it.each([
    [[], USUAL],
    [['--policy', 'p.json', '--json'], { ...USUAL, tried: { kind: 'file', file: 'p.json' }, isJson: true }],
    [['--policy', `draft:${DRAFT}`], { ...USUAL, tried: { kind: 'draft', draftId: DRAFT } }],
    [
      ['--policy', 'version:3', '--expect-identical'],
      { ...USUAL, tried: { kind: 'version', version: 3 }, expectIdentical: true },
    ],
    [
      ['--from', '2026-11-01', '--to', '2026-11-30', '--workspace', 'demo', '--agent', 'cart_winback'],
      { ...USUAL, range: { from: '2026-11-01', to: '2026-11-30' }, workspace: 'demo', agentId: 'cart_winback' },
    ],
  ])('%j', (argv, expected) => {
    expect(readArguments(argv)).toEqual(expected);
  });

  it.each([
    [['--policy', 'version:x'], 'by its number'],
    [['--policy', 'draft:abc'], 'by its id'],
    [['--from', '2026-11-01'], 'both days'],
    [['--from', '2026-11-30', '--to', '2026-11-01'], 'both days'],
    [['--days', '3'], 'days'],
  ])('%j is refused', (argv, message) => {
    expect(() => readArguments(argv)).toThrow(message);
  });
});
