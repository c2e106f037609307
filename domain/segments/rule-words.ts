import { CHANNEL_NAMES } from '../channels/channel-ids';
import { percentWords, plainWords } from '../shared/figure-words';
import { moneyText } from '../shared/money-text';
import { plural } from '../shared/plural';
import { CHOICE_FIELDS, CONTACT_FIELDS, INSTANT_FIELDS, NUMBER_FIELDS } from './fields';
import type {
  Comparison,
  Condition,
  EventCondition,
  MessageCondition,
  PropertyTest,
  PurchaseCondition,
  Rule,
  TextTest,
  Window,
} from './rule';

/** What words need beside the rule: the currency of money, and what other segments are called. */
export type WordsFacts = { currency: string; segmentName: (id: string) => string | null };

const STAGES: Record<string, string> = { new: 'New', active: 'Active', at_risk: 'At risk', churned: 'Churned' };
const ACTS: Record<MessageCondition['act'], string> = { delivered: 'received', opened: 'opened', clicked: 'clicked' };

/** A rule as a sentence without its full stop: "country is DE and (ordered at least 2 times in the last 60 days or …)". */
export function ruleInWords(rule: Rule, facts: WordsFacts): string {
  return groupWords(rule, facts, true);
}

function groupWords(rule: Rule, facts: WordsFacts, isOutermost: boolean): string {
  if (rule.kind !== 'group') return conditionInWords(rule, facts);
  if (rule.rules.length === 0) return rule.match === 'all' ? 'everybody' : 'nobody';
  const joined = rule.rules
    .map((each) => groupWords(each, facts, rule.rules.length === 1 && isOutermost && !rule.not))
    .join(rule.match === 'all' ? ' and ' : ' or ');
  if (rule.not) return `not (${joined})`;
  return isOutermost || rule.rules.length === 1 ? joined : `(${joined})`;
}

/** One condition in words. */
export function conditionInWords(condition: Condition, facts: WordsFacts): string {
  switch (condition.kind) {
    case 'number': {
      const { label, unit } = NUMBER_FIELDS[condition.field];
      return `${label.toLowerCase()} is ${compared(condition.op, amount(condition.value, unit, facts))}`;
    }
    case 'choice': {
      const names = condition.values.map((value) => choiceName(condition.field, value));
      return `${CHOICE_FIELDS[condition.field].label.toLowerCase()} is ${condition.op === 'is' ? '' : 'not '}${listed(names)}`;
    }
    case 'instant': {
      const { past } = INSTANT_FIELDS[condition.field];
      if (condition.op === 'known') return `${past} at some time`;
      if (condition.op === 'unknown') return `never ${past.replace('was ', '')}`;
      return `${past} ${ago(condition.op, condition.days)}`;
    }
    case 'contact': {
      return `${CONTACT_FIELDS[condition.field].label.toLowerCase()} is ${condition.op}`;
    }
    case 'trait':
      return `trait “${condition.key}” ${tested(condition.op, condition.value)}`;
    case 'consent': {
      const channel = CHANNEL_NAMES[condition.channel];
      if (condition.status === 'granted') return `agreed to marketing by ${channel}`;
      return condition.status === 'withdrawn' ? `refused marketing by ${channel}` : `never said a word on ${channel}`;
    }
    case 'event':
      return eventWords(condition);
    case 'event_time':
      return `did “${condition.name}”${whereWords(condition.where)} for the ${condition.which} time ${ago(condition.op, condition.days)}`;
    case 'purchase':
      return purchaseWords(condition, facts);
    case 'message': {
      const channel = condition.channel === 'any' ? 'message' : `${CHANNEL_NAMES[condition.channel]} message`;
      return `${times(ACTS[condition.act], condition, channel)}${windowWords(condition.window)}`;
    }
    case 'cart': {
      const value =
        condition.valueAtLeast > 0 ? ` of at least ${moneyText(condition.valueAtLeast, facts.currency)}` : '';
      return `has an open cart${value} left alone for at least ${plural(condition.idleHours, 'hour')}`;
    }
    case 'segment': {
      const name = facts.segmentName(condition.segmentId);
      return `is ${condition.op === 'in' ? '' : 'not '}in ${name ? `segment “${name}”` : 'a segment that is gone'}`;
    }
  }
}

function eventWords({ name, where, sumOf, op, value, window }: EventCondition): string {
  const when = windowWords(window);
  if (sumOf !== null) {
    return `“${sumOf}” of “${name}”${whereWords(where)} adds up to ${compared(op, plainWords(value))}${when}`;
  }
  if (value === 0 && op !== 'at_least') return `never did “${name}”${whereWords(where)}${when}`;
  return `did “${name}”${whereWords(where)} ${compared(op, plural(value, 'time'))}${when}`;
}

function purchaseWords({ by, values, measure, op, value, window }: PurchaseCondition, facts: WordsFacts): string {
  const what = by === 'any' ? '' : by === 'sku' ? ` ${listed(values)}` : ` products from ${listed(values)}`;
  const when = windowWords(window);
  switch (measure) {
    case 'orders':
      if (value === 0 && op !== 'at_least') return `${by === 'any' ? 'did not order' : `did not buy${what}`}${when}`;
      return `${by === 'any' ? 'ordered' : `bought${what}`} ${compared(op, plural(value, 'time'))}${when}`;
    case 'pieces':
      return `bought ${compared(op, plural(value, 'piece'))}${what && ` of${what}`}${when}`;
    case 'spent':
      return `spent ${compared(op, moneyText(value, facts.currency))}${what && ` on${what}`}${when}`;
    case 'largest_order':
      return `largest order is ${compared(op, moneyText(value, facts.currency))}${when}`;
  }
}

function times(act: string, { op, value }: { op: Comparison; value: number }, thing: string): string {
  if (value === 0 && op !== 'at_least') return `${act} no ${thing}`;
  return `${act} ${compared(op, plural(value, thing))}`;
}

function compared(op: Comparison, what: string): string {
  return `${op.replace('_', ' ')} ${what}`;
}

function amount(value: number, unit: 'count' | 'money' | 'percent', { currency }: WordsFacts): string {
  if (unit === 'money') return moneyText(value, currency);
  return unit === 'percent' ? percentWords(value) : plainWords(value);
}

function windowWords(window: Window): string {
  if (window.kind === 'ever') return '';
  const days = plural(window.days, 'day');
  return window.kind === 'last' ? ` in the last ${days}` : ` more than ${days} ago`;
}

function ago(op: 'within' | 'longer_ago', days: number): string {
  return op === 'within' ? `in the last ${plural(days, 'day')}` : `at least ${plural(days, 'day')} ago`;
}

function whereWords(where: readonly PropertyTest[]): string {
  if (where.length === 0) return '';
  return ` with ${where.map(({ property, op, value }) => `“${property}” ${tested(op, value)}`).join(' and ')}`;
}

function tested(op: TextTest, value: string): string {
  switch (op) {
    case 'known':
    case 'unknown':
      return `is ${op}`;
    case 'contains':
      return `contains “${value}”`;
    case 'at_least':
    case 'at_most':
      return `is ${op.replace('_', ' ')} ${value}`;
    default:
      return `${op.replace('_', ' ')} “${value}”`;
  }
}

/** What a value of a choice is called: a stage by its name, all else as it is. */
export function choiceName(field: string, value: string): string {
  return field === 'stage' ? (STAGES[value] ?? value) : value;
}

function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? 'nothing';
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/**
 * What a condition found of one customer, in words; `measured` is the value as the database tells it, null where there is
 * none. Instants are ISO 8601.
 */
export function measuredInWords(condition: Condition, measured: string | null, facts: WordsFacts): string {
  switch (condition.kind) {
    case 'number': {
      return measured === null ? 'not known' : amount(rounded(measured), NUMBER_FIELDS[condition.field].unit, facts);
    }
    case 'choice':
      return measured === null ? 'not known' : choiceName(condition.field, measured);
    case 'instant':
    case 'event_time':
      return measured === null ? 'never' : measured.slice(0, 10);
    case 'contact':
      return measured === 'true' ? 'known' : 'not known';
    case 'trait':
      return measured === null ? 'not known' : `“${measured}”`;
    case 'consent':
      return measured ?? 'no word';
    case 'event':
      return condition.sumOf === null ? plural(rounded(measured), 'time') : plainWords(rounded(measured));
    case 'purchase':
      if (condition.measure === 'orders') return plural(rounded(measured), 'order');
      if (condition.measure === 'pieces') return plural(rounded(measured), 'piece');
      return moneyText(rounded(measured), facts.currency);
    case 'message':
      return plural(rounded(measured), 'message');
    case 'cart':
      return measured === null ? 'no such cart' : moneyText(rounded(measured), facts.currency);
    case 'segment':
      return measured === 'true' ? 'in it' : 'not in it';
  }
}

function rounded(measured: string | null): number {
  return Math.round(Number(measured ?? 0) * 100) / 100;
}
