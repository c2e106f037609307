import { likeUsCents } from '../shared/currencies';
import type { Condition, RuleGroup } from './rule';

/** A segment to start from: its figures are a start, to be set to the shop's own. */
export type SegmentTemplate = { id: string; name: string; description: string; rule: RuleGroup };

const all = (...rules: RuleGroup['rules']): RuleGroup => ({ kind: 'group', match: 'all', not: false, rules });
const EMAIL: Condition = { kind: 'consent', channel: 'email', status: 'granted' };

/** The templates in the order they are offered, with amounts of a size that fits the currency. */
export function segmentTemplates(currency: string): SegmentTemplate[] {
  return TEMPLATES.map((template) => ({ ...template, rule: inCurrency(template.rule, currency) }));
}

function inCurrency(rule: RuleGroup, currency: string): RuleGroup {
  return {
    ...rule,
    rules: rule.rules.map((part) =>
      part.kind === 'number' && part.field === 'lifetime_value'
        ? { ...part, value: likeUsCents(part.value, currency) }
        : part,
    ),
  };
}

/** Money in US cents. */
const TEMPLATES: readonly SegmentTemplate[] = [
  {
    id: 'vips',
    name: 'VIPs',
    description: 'Customers who have spent much, and ordered not long ago.',
    rule: all(
      { kind: 'number', field: 'lifetime_value', op: 'at_least', value: 50_000 },
      { kind: 'instant', field: 'last_order', op: 'within', days: 180 },
    ),
  },
  {
    id: 'lapsing',
    name: 'Lapsing customers',
    description: 'They bought at least twice and have been silent for two months.',
    rule: all(
      { kind: 'number', field: 'order_count', op: 'at_least', value: 2 },
      { kind: 'instant', field: 'last_order', op: 'longer_ago', days: 60 },
      { kind: 'instant', field: 'last_order', op: 'within', days: 180 },
      EMAIL,
    ),
  },
  {
    id: 'cart-abandoners',
    name: 'Cart abandoners',
    description: 'Something lies in their cart, and has for a day.',
    rule: all({ kind: 'cart', idleHours: 24, valueAtLeast: 0 }, EMAIL),
  },
  {
    id: 'repeat-and-quiet',
    name: 'Loyal, but not reading',
    description: 'Bought at least twice in 60 days and opened nothing in 30.',
    rule: all(
      {
        kind: 'purchase',
        by: 'any',
        values: [],
        measure: 'orders',
        op: 'at_least',
        value: 2,
        window: { kind: 'last', days: 60 },
      },
      {
        kind: 'message',
        act: 'opened',
        channel: 'email',
        op: 'exactly',
        value: 0,
        window: { kind: 'last', days: 30 },
      },
    ),
  },
  {
    id: 'window-shoppers',
    name: 'Window shoppers',
    description: 'They look at products again and again and have not bought.',
    rule: all(
      {
        kind: 'event',
        name: 'Product Viewed',
        where: [],
        sumOf: null,
        op: 'at_least',
        value: 3,
        window: { kind: 'last', days: 14 },
      },
      { kind: 'number', field: 'order_count', op: 'exactly', value: 0 },
    ),
  },
  {
    id: 'new-no-order',
    name: 'New without an order',
    description: 'Signed up in the last month and have not bought yet.',
    rule: all(
      { kind: 'instant', field: 'signed_up', op: 'within', days: 30 },
      { kind: 'number', field: 'order_count', op: 'exactly', value: 0 },
    ),
  },
];
