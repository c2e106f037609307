import { engagementScore } from '@/domain/customers/engagement';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import type { Comparison, Condition, PropertyTest, Rule, TextTest, Window } from '@/domain/segments/rule';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Line = { sku: string; quantity: number; priceCents: number };

/** A customer with their whole history, as a test made it up. */
export type History = {
  customer: {
    email: string | null;
    phone: string | null;
    externalId: string | null;
    country: string | null;
    locale: string | null;
    stage: string;
    traits: Record<string, Json>;
    orderCount: number;
    lifetimeValueCents: number;
    lastOrderAt: Date | null;
    signedUpAt: Date | null;
    engagementPoints: number;
    engagementAt: Date | null;
  };
  consents: { channel: string; status: string; at: Date }[];
  events: { name: string; at: Date; properties: Record<string, Json> }[];
  orders: { at: Date; revenueCents: number; refundedCents: number; lines: Line[] }[];
  messages: { channel: string; deliveredAt: Date | null; openedAt: Date | null; clickedAt: Date | null }[];
  carts: { status: string; at: Date; valueCents: number }[];
  segments: ReadonlySet<string>;
};

/** What a rule is measured against beside the history. */
export type World = { now: Date; categoryOf: Readonly<Record<string, string>> };

const DAY = 86_400_000;

/** Whether a customer meets a rule, worked out the plain way: event by event, without a thought for speed. */
export function meets(rule: Rule, history: History, world: World): boolean {
  if (rule.kind !== 'group') return holds(rule, history, world);
  const answers = rule.rules.map((each) => meets(each, history, world));
  const together = rule.match === 'all' ? answers.every(Boolean) : answers.some(Boolean);
  return together !== rule.not;
}

function holds(condition: Condition, history: History, world: World): boolean {
  const { customer } = history;
  switch (condition.kind) {
    case 'number': {
      const value = numberField(condition.field, history, world);
      return value !== null && compare(value, condition.op, condition.value);
    }
    case 'choice': {
      const value = choiceField(condition.field, customer);
      const isOne = value !== null && condition.values.includes(value);
      return condition.op === 'is' ? isOne : !isOne;
    }
    case 'instant': {
      const at = condition.field === 'signed_up' ? customer.signedUpAt : customer.lastOrderAt;
      if (condition.op === 'known') return at !== null;
      if (condition.op === 'unknown') return at === null;
      return isAgo(at, condition.op, condition.days, world);
    }
    case 'contact': {
      const known = { email: customer.email, phone: customer.phone, external_id: customer.externalId }[condition.field];
      return (known !== null) === (condition.op === 'known');
    }
    case 'trait':
      return isText(customer.traits, condition.key, condition.op, condition.value);
    case 'consent': {
      const said = history.consents
        .filter(({ channel, at }) => channel === condition.channel && at <= world.now)
        .toSorted((a, b) => b.at.getTime() - a.at.getTime())[0];
      return (said?.status ?? 'none') === condition.status;
    }
    case 'event': {
      const found = matching(history, condition, world).filter(({ at }) => isWithin(at, condition.window, world));
      const { sumOf } = condition;
      const value =
        sumOf === null
          ? found.length
          : found.reduce((sum, { properties }) => sum + (numberOf(properties[sumOf]) ?? 0), 0);
      return compare(value, condition.op, condition.value);
    }
    case 'event_time': {
      const times = matching(history, condition, world)
        .map(({ at }) => at)
        .toSorted((a, b) => a.getTime() - b.getTime());
      return isAgo(times.at(condition.which === 'first' ? 0 : -1) ?? null, condition.op, condition.days, world);
    }
    case 'purchase': {
      const isOne = ({ sku }: Line) =>
        condition.by === 'any' ||
        condition.values.includes(condition.by === 'sku' ? sku : (world.categoryOf[sku] ?? ''));
      const orders = history.orders.filter(
        ({ at, lines }) =>
          isWithin(at, condition.window, world) && (condition.by === 'any' || lines.some((line) => isOne(line))),
      );
      const lines = orders.flatMap((order) => order.lines.filter(isOne));
      const net = orders.map(({ revenueCents, refundedCents }) => revenueCents - refundedCents);
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      const value = {
        orders: orders.length,
        pieces: sum(lines.map(({ quantity }) => quantity)),
        spent: condition.by === 'any' ? sum(net) : sum(lines.map(({ quantity, priceCents }) => quantity * priceCents)),
        largest_order: net.length > 0 ? Math.max(...net) : 0,
      }[condition.measure];
      return compare(value, condition.op, condition.value);
    }
    case 'message': {
      const found = history.messages.filter((message) => {
        const at = { delivered: message.deliveredAt, opened: message.openedAt, clicked: message.clickedAt }[
          condition.act
        ];
        const isChannel = condition.channel === 'any' || message.channel === condition.channel;
        return isChannel && at !== null && isWithin(at, condition.window, world);
      });
      return compare(found.length, condition.op, condition.value);
    }
    case 'cart':
      return history.carts.some(
        ({ status, at, valueCents }) =>
          status === 'open' &&
          at.getTime() <= world.now.getTime() - condition.idleHours * 3_600_000 &&
          valueCents >= condition.valueAtLeast,
      );
    case 'segment':
      return history.segments.has(condition.segmentId) === (condition.op === 'in');
  }
}

function numberField(field: string, { customer }: History, { now }: World): number | null {
  switch (field) {
    case 'order_count':
      return customer.orderCount;
    case 'lifetime_value':
      return customer.lifetimeValueCents;
    case 'average_order':
      return customer.orderCount > 0 ? Math.round(customer.lifetimeValueCents / customer.orderCount) : null;
    case 'engagement':
      return (
        100 *
        engagementScore(
          { points: customer.engagementPoints, at: customer.engagementAt },
          now,
          DEFAULT_POLICY.engagement,
        )
      );
    default:
      return 0;
  }
}

function choiceField(field: string, { stage, country, locale }: History['customer']): string | null {
  if (field === 'stage') return stage;
  if (field === 'country') return country;
  return field === 'language' && locale ? (locale.split(/[-_]/)[0] ?? '').toLowerCase() : null;
}

function matching(
  { events }: History,
  { name, where }: { name: string; where: readonly PropertyTest[] },
  { now }: World,
): History['events'] {
  return events.filter(
    (event) =>
      event.name === name &&
      event.at <= now &&
      where.every(({ property, op, value }) => isText(event.properties, property, op, value)),
  );
}

function isText(of: Record<string, Json>, key: string, op: TextTest, value: string): boolean {
  const found = of[key];
  const text = ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : null;
  const number = numberOf(found);
  switch (op) {
    case 'is':
      return text === value;
    case 'is_not':
      return text !== value;
    case 'contains':
      return text?.toLowerCase().includes(value.toLowerCase()) ?? false;
    case 'at_least':
      return number !== null && number >= Number(value);
    case 'at_most':
      return number !== null && number <= Number(value);
    case 'known':
      return text !== null;
    case 'unknown':
      return text === null;
  }
}

function numberOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,6})?$/.test(value) ? Number(value) : null;
}

function compare(value: number, op: Comparison, limit: number): boolean {
  if (op === 'exactly') return value === limit;
  return op === 'at_least' ? value >= limit : value <= limit;
}

function isWithin(at: Date, window: Window, { now }: World): boolean {
  if (at > now) return false;
  if (window.kind === 'ever') return true;
  const edge = now.getTime() - window.days * DAY;
  return window.kind === 'last' ? at.getTime() >= edge : at.getTime() <= edge;
}

function isAgo(at: Date | null, op: 'within' | 'longer_ago', days: number, { now }: World): boolean {
  if (at === null) return false;
  const edge = now.getTime() - days * DAY;
  return op === 'within' ? at.getTime() >= edge : at.getTime() <= edge;
}
