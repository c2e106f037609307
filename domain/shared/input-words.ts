import type { z } from 'zod';
import { titleFromKey } from '../policies/titles';
import { plural } from './plural';

type Issue = z.core.$ZodIssue;

/** What the library says by itself, where a shape gives no words of its own: words for programmers. */
const BARE = /^(Invalid |Too (big|small): expected |Unrecognized keys?: )/;

/**
 * What is wrong with an input, for people: the words of its shape where it has some, else which field it is and how to
 * mend it. `name` says what the field is called where its key does not.
 */
export function inputWords(issue: Issue, name = nameOf(issue.path)): string {
  return BARE.test(issue.message) ? `${name} ${wanted(issue)}.` : issue.message;
}

/** What a path leads to as people say it: "“Budget”", "“Name”, entry 3 of “Steps”". */
function nameOf(path: readonly PropertyKey[]): string {
  const at = path.findLastIndex((key) => typeof key === 'string');
  if (at < 0) return 'What was sent';
  const name = `“${titleFromKey(String(path[at]))}”`;
  const entry = path.slice(0, at).findLast((key) => typeof key === 'number') ?? path.slice(at + 1).find(isIndex);
  return typeof entry === 'number' ? `${name} of entry ${entry + 1}` : name;
}

const isIndex = (key: PropertyKey) => typeof key === 'number';

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return / received undefined$/.test(issue.message)
        ? `is missing: give ${kindOf(issue.expected)}`
        : `must be ${kindOf(issue.expected)}`;
    case 'too_small':
      return sized(issue.origin, 'at least', Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return sized(issue.origin, 'at most', Number(issue.maximum), issue.inclusive !== false);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? 'written in another way'}`;
    case 'unrecognized_keys':
      return `knows no ${issue.keys.map((key) => `“${key}”`).join(', ')}: leave that out`;
    default:
      return 'cannot be read as it is: choose or write it again';
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'yes or no',
  date: 'a date',
  array: 'a list',
  object: 'its parts',
  record: 'its parts',
};

function kindOf(expected: string): string {
  return KINDS[expected] ?? 'a value';
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address, such as name@example.com',
  url: 'a whole address, such as https://example.com',
  uuid: 'an id as it stands in the address of a page',
  guid: 'an id as it stands in the address of a page',
  datetime: 'a moment, such as 2026-11-23T09:00:00Z',
  date: 'a day, such as 2026-11-23',
  time: 'a time of day, such as 09:00',
};

/** "must be at least 3", "needs at least 1 entry", "is too long: at most 20 characters". */
function sized(origin: string, edge: 'at least' | 'at most', limit: number, isInclusive: boolean): string {
  switch (origin) {
    case 'string':
      if (edge === 'at least' && limit === 1) return 'is empty: write something';
      return `is too ${edge === 'at least' ? 'short' : 'long'}: ${edge} ${plural(limit, 'character')}`;
    case 'array':
    case 'set':
      return `needs ${edge} ${plural(limit, 'entry', 'entries')}`;
    default:
      if (isInclusive) return `must be ${edge} ${limit}`;
      return `must be ${edge === 'at least' ? 'more' : 'less'} than ${limit}`;
  }
}
