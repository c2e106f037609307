import type { Decided } from '../decisions/decided';
import type { Finding } from '../guardrails/verdict';
import { Policy } from '../policies/policy';
import { firstDifference } from './first-difference';

/**
 * What of a policy one decision depended on, as text: the thresholds it read, in the order of `FIELDS`, as hexadecimal
 * digits of four each, and behind them the caps it only met from below ("7:2": the 7th, from 2 on). Means something to
 * the version of the deciding code that wrote it, and to no other.
 */
export type Footprint = string;

/** A policy that notes what is read of it. It says what the policy says; one decision at a time may be made by it. */
export type WatchedPolicy = {
  readonly policy: Policy;
  /** Forgets what was read: a decision begins. */
  begin(): void;
  /** What of the policy the decision that was just made depends on. */
  footprintOf(decided: Pick<Decided, 'verdicts'>): Footprint;
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

/**
 * Caps that one rule alone reads, once for each moment it judges, and that it passes from some number on. The number of
 * what was measured is enough to know from which.
 */
const CAPS: Readonly<Record<string, { rule: string; leastPassing: (measured: number) => number }>> = {
  'contact.emailsPerWindow': { rule: 'spam.frequency', leastPassing: (emails) => emails + 1 },
  'contact.sendsPerDay': { rule: 'rate.customer_day', leastPassing: (sends) => sends + 1 },
  'winback.seriesPerQuarter': { rule: 'spam.winback_cap', leastPassing: (series) => series },
  'reputation.hardBouncesPerCustomer': { rule: 'spam.hard_bounces', leastPassing: (bounces) => bounces + 1 },
  'words.repeatedPunctuation': { rule: 'spam.punctuation', leastPassing: (marks) => marks + 1 },
  'quota.waitMinutes': { rule: 'rate.provider_quota', leastPassing: (minutes) => minutes },
};
const CAP_OF = FIELDS.map(({ section, field }) => CAPS[`${section}.${field}`]);

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
    footprintOf: ({ verdicts }) => written(reads, capsMet(reads, verdicts)),
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

type CapMet = { readonly index: number; readonly from: number };

/**
 * Caps that were read once and whose rule passes: then that one look, which is on record, was all there was. A message
 * that was moved has been judged at several moments, and only the last is on record.
 */
function capsMet(reads: Uint16Array, verdicts: Decided['verdicts']): CapMet[] {
  const met: CapMet[] = [];
  CAP_OF.forEach((cap, index) => {
    if (!cap || reads[index] !== 1) return;
    const measured = measuredByPassing(verdicts, cap.rule);
    if (measured !== null) met.push({ index, from: cap.leastPassing(measured) });
  });
  return met;
}

function measuredByPassing(verdicts: Decided['verdicts'], rule: string): number | null {
  let found: Finding | null = null;
  for (const { findings } of verdicts) {
    for (const each of findings) if (each.rule === rule) found = each;
  }
  return found?.verdict === 'pass' && typeof found.measured === 'number' ? found.measured : null;
}

const DIGIT_BITS = 4;

function written(reads: Uint16Array, caps: readonly CapMet[]): Footprint {
  const isCap = new Set(caps.map(({ index }) => index));
  let text = '';
  for (let start = 0; start < reads.length; start += DIGIT_BITS) {
    let digit = 0;
    for (let bit = 0; bit < DIGIT_BITS; bit++) {
      const index = start + bit;
      if ((reads[index] ?? 0) > 0 && !isCap.has(index)) digit |= 1 << bit;
    }
    text += digit.toString(16);
  }
  return [text, ...caps.map(({ index, from }) => `${index}:${from}`)].join(' ');
}

/**
 * Whether a decision with this footprint, made under one policy, is bound to come out the same under another: the same
 * code reads the same of both, or a cap that passed then passes now. Only what a passing rule says of its own limit may
 * read otherwise, which is no change (`compare`). A text that is no footprint promises nothing.
 */
export function isUntouched(footprint: Footprint, then: Policy, tried: Policy): boolean {
  const [digits = '', ...caps] = footprint.split(' ');
  if (digits.length !== Math.ceil(FIELDS.length / DIGIT_BITS)) return false;
  return (
    FIELDS.every((field, index) => !isRead(digits, index) || isSameIn(field, then, tried)) &&
    caps.every((cap) => isMet(cap, tried) && isMet(cap, then))
  );
}

function isRead(digits: string, index: number): boolean {
  const digit = Number.parseInt(digits[Math.floor(index / DIGIT_BITS)] ?? 'f', 16);
  return (digit & (1 << (index % DIGIT_BITS))) !== 0;
}

function isSameIn(field: Field, then: Policy, tried: Policy): boolean {
  return firstDifference(valueIn(then, field), valueIn(tried, field)) === null;
}

function isMet(cap: string, policy: Policy): boolean {
  const [index, from] = cap.split(':').map(Number);
  const field = index === undefined ? undefined : FIELDS[index];
  const value = field && valueIn(policy, field);
  return typeof value === 'number' && from !== undefined && value >= from;
}

function valueIn(policy: Policy, { section, field }: Field): unknown {
  const part: unknown = policy[section];
  return field === null ? part : (part as Readonly<Record<string, unknown>>)[field];
}
