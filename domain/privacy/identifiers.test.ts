import { expect, it } from 'vitest';
import { type Identifier, inDocument, namesPattern, normalIdentifier } from './identifiers';

it.each<[Identifier['kind'], string, string | null]>([
  ['email', ' Ada@Example.COM ', 'ada@example.com'],
  ['email', 'ada', null],
  ['phone', '+44 7700 900456', '+447700900456'],
  ['phone', 'ada', null],
  ['external', ' C-17 ', 'C-17'],
  ['anonymous', '  ', null],
])('%s %j is compared as %j', (kind, value, normal) => {
  expect(normalIdentifier({ kind, value })).toBe(normal);
});

it('looks for ids that are no bare number, and longest first', () => {
  const ids: Identifier[] = [
    { kind: 'external', value: '10045' },
    { kind: 'external', value: 'c-1' },
    { kind: 'external', value: 'shop-10045' },
    { kind: 'phone', value: '+447700900456' },
  ];
  expect(namesPattern(ids, [])).toBe(String.raw`(?:\+447700900456\M|\mshop\-10045\M)(?!"\s*:)`);
  expect(namesPattern([{ kind: 'external', value: '10045' }], [])).toBeNull();
});

it('takes what a regular expression would read otherwise for itself', () => {
  expect(namesPattern([], ['A.*', '(b)+'])).toBe(String.raw`(?:\(b\)\+|\mA\.\*)(?!"\s*:)`);
  expect(namesPattern([], ['J', '  '])).toBeNull();
});

it('leaves the words of the product in a document, and takes the same word anywhere else', () => {
  const inWords = new RegExp(inDocument('(?:email|Pass)'), 'g');
  const document = '{"channel": "email", "verdict": "Pass", "subject": "Pass it on, email", "by": "email"}';
  expect(document.replace(inWords, 'X')).toBe(
    '{"channel": "email", "verdict": "Pass", "subject": "X it on, X", "by": "X"}',
  );
});
