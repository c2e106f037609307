import { expect, it } from 'vitest';
import { guessDelimiter } from './delimiter';

it.each([
  ['a,b\n1,2', ','],
  ['id;betrag;name\n1;1,50;x\n2;2,50;y', ';'],
  ['a\tb\n1,5\t2', '\t'],
  ['"a,b,c";d\n"1,2";3', ';'],
  ['one column\nof words', ','],
  ['', ','],
])('%j', (head, delimiter) => expect(guessDelimiter(head)).toBe(delimiter));
