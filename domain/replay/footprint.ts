import type { Decided } from '../decisions/decided';
import { Policy } from '../policies/policy';
import { firstDifference } from './first-difference';
import { SPANNED, type Spoken, spokenOf } from './spans';

/**
 * What of a policy one decision depended on. `reads`: the thresholds it read, in the order of `FIELDS`, as hexadecimal
 * digits of four each; thousands of decisions share them. `spans`: for each of `SPANNED` the least and the greatest value
 * (null: without end) under which its rule says the same, where that is known; such a threshold is not among the reads.
 * Empty where there is none. Means something to the version of the deciding code that wrote it, and to no other.
 */
export type Footprint = { readonly reads: string; readonly spans: readonly (number | null)[] };

/** A policy that notes what is read of it. It says what the policy says; one decision at a time may be made by it. */
export type WatchedPolicy = {
  readonly policy: Policy;
  /** Forgets what was read: a decision begins. */
  begin(): void;
  /** What of the policy the decision that was just made depends on. */
  footprintOf(decided: Pick<Decided, 'verdicts' | 'earlierVerdicts' | 'chosen'>): Footprint;
};

type Field = { readonly section: keyof Policy; readonly field: string | null };

/** Every threshold of the policy. A section that has no fields of its own is one. */
const FIELDS: readonly Field[] = Object.entries(Policy.shape).flatMap(([section, schema]): Field[] => {
  const fields = fieldsOf(schema);
  const named = section as keyof Policy;
  return fields ? fields.map((field) => ({ section: named, field })) : [{ section: named, field: null }];
});

function fieldsOf(schema: (typeof Policy.shape)[keyof typeof Policy.shape]): string[] | null {
  const inner = schema.unwrap();
  return inner !== null && typeof inner === 'object' && 'shape' in inner ? Object.keys(inner.shape) : null;
}

/** Where each of `SPANNED` stands in `FIELDS`. */
const FIELD_OF_SPAN = SPANNED.map((path) => {
  const index = FIELDS.findIndex(({ section, field }) => `${section}.${field}` === path);
  if (index < 0) throw new Error(`The policy has no threshold ${path}.`);
  return index;
});

const known = new WeakMap<Policy, WatchedPolicy>();

/**
 * A policy whose every threshold is counted when it is read. What stands below a threshold is the policy's own. Made once
 * for each document, which nobody may write to afterwards.
 */
export function watched(document: Policy): WatchedPolicy {
  const before = known.get(document);
  if (before) return before;
  const made = watching(document);
  known.set(document, made);
  return made;
}

function watching(document: Policy): WatchedPolicy {
  const reads = new Uint16Array(FIELDS.length);
  return {
    policy: watchedDocument(document, reads),
    begin: () => void reads.fill(0),
    footprintOf: ({ verdicts, earlierVerdicts, chosen }) => {
      const latest = chosen ? Date.parse(chosen.sendAt) : 0;
      return written(reads, spokenOf([...earlierVerdicts, verdicts], latest));
    },
  };
}

function watchedDocument(document: Policy, reads: Uint16Array): Policy {
  const sections: Record<string, unknown> = {};
  FIELDS.forEach(({ section, field }, index) => {
    const noted = <Value>(value: Value) => {
      reads[index] = (reads[index] ?? 0) + 1;
      return value;
    };
    const part: unknown = document[section];
    if (field === null) {
      Object.defineProperty(sections, section, { enumerable: true, get: () => noted(part) });
      return;
    }
    sections[section] ??= {};
    const value = (part as Readonly<Record<string, unknown>>)[field];
    Object.defineProperty(sections[section], field, { enumerable: true, get: () => noted(value) });
  });
  return sections as Policy;
}

const DIGIT_BITS = 4;
const DIGITS = '0123456789abcdef';

/** A threshold that was read as often as its rule did was read by nothing else: then the rule's span holds. */
function written(reads: Uint16Array, { reads: ofRule, spans }: Spoken): Footprint {
  // Every decision is written down: plain loops take a third of the time that lists of lists did.
  const unspanned = reads.slice();
  const ends: (number | null)[] = [];
  let isEndless = true;
  for (const [nth, index] of FIELD_OF_SPAN.entries()) {
    const span = spans[nth];
    if (!span || reads[index] === 0 || reads[index] !== ofRule[nth]) {
      ends.push(null, null);
      continue;
    }
    unspanned[index] = 0;
    const [from, to] = [inward(span[0], UP), inward(span[1], DOWN)];
    if (from !== null || to !== null) isEndless = false;
    ends.push(from, to);
  }
  return { reads: digits(unspanned), spans: isEndless ? [] : ends };
}

const [UP, DOWN] = [1, -1];

/** An end as it is kept, in single precision; one that has to be rounded is rounded into the span. */
function inward(end: number | null, direction: number): number | null {
  if (end === null || Math.fround(end) === end) return end;
  return Math.fround(end + direction * (Math.abs(end) * 1e-6 + 1e-9));
}

function digits(reads: Uint16Array): string {
  let text = '';
  for (let start = 0; start < reads.length; start += DIGIT_BITS) {
    let digit = 0;
    for (let bit = 0; bit < DIGIT_BITS; bit++) {
      if ((reads[start + bit] ?? 0) > 0) digit |= 1 << bit;
    }
    text += DIGITS[digit];
  }
  return text;
}

/**
 * Whether a decision with this footprint, made under one policy, is bound to come out the same under another: the same
 * code reads the same of both, and where a threshold differs its rule says the same under either. Only what a rule says of
 * its own limit may read otherwise, which is no change (`compare`). A text that is no footprint promises nothing.
 */
export function isUntouched({ reads, spans }: Footprint, then: Policy, tried: Policy): boolean {
  return (
    readsTheSame(reads, then, tried) &&
    limitsToMeet([then], tried).every(({ nth, value }) => {
      const [from, to] = [spans[2 * nth] ?? null, spans[2 * nth + 1] ?? null];
      return (from === null || value >= from) && (to === null || value <= to);
    })
  );
}

/** Whether all that was read without a span says the same in both policies. */
export function readsTheSame(reads: string, then: Policy, tried: Policy): boolean {
  if (reads.length !== Math.ceil(FIELDS.length / DIGIT_BITS)) return false;
  return FIELDS.every((field, index) => !isRead(reads, index) || isSameIn(field, then, tried));
}

/** A threshold that differs and has to lie in its span: which of `SPANNED`, and what it says in the policy tried. */
export type Limit = { readonly nth: number; readonly value: number };

/** What differs between the policies of then and the one tried, of what has spans. */
export function limitsToMeet(thens: readonly Policy[], tried: Policy): Limit[] {
  return FIELD_OF_SPAN.flatMap((index, nth) => {
    const field = FIELDS[index];
    if (!field || thens.every((then) => isSameIn(field, then, tried))) return [];
    const value = valueIn(tried, field);
    return [{ nth, value: typeof value === 'number' ? value : Number.NaN }];
  });
}

function isRead(reads: string, index: number): boolean {
  const digit = Number.parseInt(reads[Math.floor(index / DIGIT_BITS)] ?? 'f', 16);
  return (digit & (1 << (index % DIGIT_BITS))) !== 0;
}

function isSameIn(field: Field, then: Policy, tried: Policy): boolean {
  return firstDifference(valueIn(then, field), valueIn(tried, field)) === null;
}

function valueIn(policy: Policy, { section, field }: Field): unknown {
  const part: unknown = policy[section];
  return field === null ? part : (part as Readonly<Record<string, unknown>>)[field];
}
