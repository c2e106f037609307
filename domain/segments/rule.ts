import type { CHANNELS } from '../channels/channel-ids';
import type { ChoiceFieldId, ContactFieldId, InstantFieldId, NumberFieldId } from './fields';

// The language of segments, apart from its schema (rule-schema.ts), so that pages which only show a rule stay small.

type Channel = (typeof CHANNELS)[number];

/** How a measured number is compared with the one of the rule. */
export const COMPARISONS = ['at_least', 'at_most', 'exactly'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** When something must have happened, in days of 24 hours before the moment of looking; both ends belong to it. */
export type Window = { kind: 'ever' } | { kind: 'last'; days: number } | { kind: 'before'; days: number };

/** How a value of the shop's own (a trait, a property of an event) is looked at. */
export const TEXT_TESTS = ['is', 'is_not', 'contains', 'at_least', 'at_most', 'known', 'unknown'] as const;
export type TextTest = (typeof TEXT_TESTS)[number];

/** One condition on a property of an event; `value` is not looked at by `known` and `unknown`. */
export type PropertyTest = { property: string; op: TextTest; value: string };

export type NumberCondition = { kind: 'number'; field: NumberFieldId; op: Comparison; value: number };
export type ChoiceCondition = { kind: 'choice'; field: ChoiceFieldId; op: 'is' | 'is_not'; values: string[] };
/** `within`: at most that many days ago. `longer_ago`: at least that many. Never happened is neither. */
export type InstantCondition = {
  kind: 'instant';
  field: InstantFieldId;
  op: 'within' | 'longer_ago' | 'known' | 'unknown';
  days: number;
};
export type ContactCondition = { kind: 'contact'; field: ContactFieldId; op: 'known' | 'unknown' };
export type TraitCondition = { kind: 'trait'; key: string; op: TextTest; value: string };
/** `none`: never said anything on that channel. Marketing is meant. */
export type ConsentCondition = { kind: 'consent'; channel: Channel; status: 'granted' | 'withdrawn' | 'none' };
/** How often an event happened, or what one of its properties adds up to. */
export type EventCondition = {
  kind: 'event';
  name: string;
  where: PropertyTest[];
  /** Null counts the events; else the property whose numbers are added up. */
  sumOf: string | null;
  op: Comparison;
  value: number;
  window: Window;
};
export type EventTimeCondition = {
  kind: 'event_time';
  name: string;
  where: PropertyTest[];
  which: 'first' | 'last';
  op: 'within' | 'longer_ago';
  days: number;
};
/** Orders that hold any of the products or categories. Money in minor units, net of refunds for whole orders. */
export type PurchaseCondition = {
  kind: 'purchase';
  by: 'any' | 'sku' | 'category';
  values: string[];
  measure: 'orders' | 'pieces' | 'spent' | 'largest_order';
  op: Comparison;
  value: number;
  window: Window;
};
/** Messages of ours; what proxies and scanners opened does not count. */
export type MessageCondition = {
  kind: 'message';
  act: 'delivered' | 'opened' | 'clicked';
  channel: Channel | 'any';
  op: Comparison;
  value: number;
  window: Window;
};
/** An open cart that nothing has changed for that many hours, of at least that value in minor units. */
export type CartCondition = { kind: 'cart'; idleHours: number; valueAtLeast: number };
export type SegmentCondition = { kind: 'segment'; segmentId: string; op: 'in' | 'not_in' };

export type Condition =
  | NumberCondition
  | ChoiceCondition
  | InstantCondition
  | ContactCondition
  | TraitCondition
  | ConsentCondition
  | EventCondition
  | EventTimeCondition
  | PurchaseCondition
  | MessageCondition
  | CartCondition
  | SegmentCondition;

/** `all` or `any` of its rules; `not` turns the whole of it round. Nothing in it: all is true, any is false. */
export type RuleGroup = { kind: 'group'; match: 'all' | 'any'; not: boolean; rules: Rule[] };
export type Rule = Condition | RuleGroup;

/** Groups within groups, the outermost counted: deeper than this nobody reads. */
export const MOST_DEPTH = 5;
/** Conditions of one rule. */
export const MOST_CONDITIONS = 30;

/** The conditions of a rule in the order they are read. */
export function conditionsOf(rule: Rule): Condition[] {
  return rule.kind === 'group' ? rule.rules.flatMap(conditionsOf) : [rule];
}

/** The segments a rule names, each once. */
export function segmentsOf(rule: Rule): string[] {
  return [...new Set(conditionsOf(rule).flatMap((each) => (each.kind === 'segment' ? [each.segmentId] : [])))];
}

/** Whether time alone can change who meets the rule. */
export function hasClock(rule: Rule): boolean {
  return conditionsOf(rule).some((condition) => {
    switch (condition.kind) {
      case 'number':
        return condition.field === 'engagement';
      case 'instant':
        return condition.op === 'within' || condition.op === 'longer_ago';
      case 'event':
      case 'purchase':
      case 'message':
        return condition.window.kind !== 'ever';
      case 'event_time':
      case 'cart':
        return true;
      default:
        return false;
    }
  });
}

/** What a condition still lacks before it can be asked, in a few words; null where it is whole. */
export function missingIn(condition: Condition): string | null {
  switch (condition.kind) {
    case 'choice':
      return condition.values.length === 0 ? 'Choose at least one value.' : null;
    case 'trait':
      return condition.key.trim() === '' ? 'Say which trait.' : missingValue(condition);
    case 'event':
      if (condition.sumOf?.trim() === '') return 'Say which property is added up.';
      return missingEvent(condition);
    case 'event_time':
      return missingEvent(condition);
    case 'purchase':
      return condition.by !== 'any' && condition.values.length === 0
        ? 'Choose at least one product or category.'
        : null;
    case 'segment':
      return condition.segmentId === '' ? 'Choose a segment.' : null;
    default:
      return null;
  }
}

function missingEvent({ name, where }: { name: string; where: readonly PropertyTest[] }): string | null {
  if (name.trim() === '') return 'Say which event.';
  if (where.some(({ property }) => property.trim() === '')) return 'Say which property.';
  return where.map(missingValue).find((missing) => missing !== null) ?? null;
}

function missingValue({ op, value }: { op: TextTest; value: string }): string | null {
  if (op === 'at_least' || op === 'at_most') {
    return /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? null : 'Give a number, such as 20 or 2.5.';
  }
  return op === 'contains' && value === '' ? 'Give the value to look for.' : null;
}
