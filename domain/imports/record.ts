import type { ChannelId } from '../channels/channel';
import { normaliseEmail } from '../customers/address';
import { commerceProblem, type ProductMention } from '../events/commerce';
import type { ConsentStatement } from '../events/consent';
import { type JsonObject, MAX_EVENT_BYTES } from '../events/event';
import { validateEvent } from '../events/validate-event';
import { fractionDigits } from '../shared/money';
import { givesAway, REASONS_BY_HAND, readAddress, type SuppressedChannel } from '../suppressions/suppression';
import type { Mapping } from './mapping';
import type { CellValue } from './read-cell';
import { lacking, type ReadRow, type RowProblem } from './read-row';

/** Whom a row is about, as far as it says. */
export type PersonRef = { customerId: string | null; anonymousId: string | null; email: string | null };

/** A call of the events API that still lacks whose it is and its messageId. */
export type DraftCall = {
  type: 'identify' | 'track';
  event?: string;
  /** Null where the row does not say when: it holds as of its file. */
  timestamp: string | null;
  traits?: JsonObject;
  properties?: JsonObject;
};

/** An address that a row closes, on one channel. */
export type SuppressionEntry = {
  channel: SuppressedChannel;
  address: string;
  reason: (typeof REASONS_BY_HAND)[number];
  note: string | null;
};

/** What the rows of one thing become. */
export type ImportRecord =
  | { becomes: 'calls'; person: PersonRef; calls: DraftCall[]; messageId: string | null }
  | { becomes: 'product'; mention: ProductMention; at: Date | null }
  | { becomes: 'consent'; person: PersonRef; consent: ConsentStatement; at: Date }
  | { becomes: 'suppression'; entries: SuppressionEntry[]; at: Date | null };

export type RecordReading = { record: ImportRecord; problem: null } | { record: null; problem: RowProblem };

type Values = ReadRow['values'];

/** Amounts that an order has once, however many lines it has. */
const ONCE = ['revenue', 'total', 'shipping', 'tax', 'discount', 'refunded'];
/** Somebody, for asking whether a call would be taken. */
const SOMEBODY = 'somebody';

/**
 * What the rows of one thing become: of an order all its lines, of everything else a single row. The problem is the one
 * the doors behind would refuse it for. `receivedAt` is what "in the future" is measured against.
 */
export function recordOf(
  kind: Mapping['kind'],
  rows: readonly ReadRow[],
  { currency, receivedAt }: { currency: string; receivedAt: Date },
): RecordReading {
  const broken = rows.find(({ problem }) => problem)?.problem;
  if (broken) return { record: null, problem: broken };
  const values = kind === 'orders' ? valuesOfOrder(rows) : (rows[0]?.values ?? {});
  const problem = unstorable(values) ?? lacking(kind, values) ?? (kind === 'orders' ? contradiction(rows) : null);
  if (problem) return { record: null, problem };
  const record = make(kind, rows, values, currency);
  const refusal = refusalOf(record, { currency, receivedAt });
  return refusal ? { record: null, problem: refusal } : { record, problem: null };
}

/** Said when a row is looked at: what is only refused when it is written would hold up the rows beside it. */
function unstorable(values: Values): RowProblem | null {
  const isHeld = Object.values(values).some((value) => typeof value === 'string' && value.includes('\0'));
  return isHeld ? { column: null, message: 'It holds a NUL character, which cannot be stored.' } : null;
}

function make(kind: Mapping['kind'], rows: readonly ReadRow[], values: Values, currency: string): ImportRecord {
  const person = personOf(values);
  switch (kind) {
    case 'customers':
      return { becomes: 'calls', person, calls: [identifyOf(values, rows[0]?.kept ?? {})], messageId: null };
    case 'orders':
      return { becomes: 'calls', person, calls: orderCalls(rows, values, currency), messageId: null };
    case 'events':
      return {
        becomes: 'calls',
        person,
        calls: [eventOf(values, rows[0]?.kept ?? {})],
        messageId: textIn(values, 'message_id'),
      };
    case 'products':
    case 'costs':
      return { becomes: 'product', mention: mentionOf(values), at: dateIn(values, 'updated_at') };
    case 'consents':
      return {
        becomes: 'consent',
        person,
        consent: consentOf(values),
        at: dateIn(values, 'happened_at') ?? new Date(0),
      };
    case 'suppressions':
      return { becomes: 'suppression', entries: suppressionsOf(values), at: dateIn(values, 'happened_at') };
  }
}

/** Why the door the record goes through would not take it. */
function refusalOf(
  record: ImportRecord,
  { currency, receivedAt }: { currency: string; receivedAt: Date },
): RowProblem | null {
  switch (record.becomes) {
    case 'calls':
      return firstOf(record.calls, (call) => refusalOfCall(call, { currency, receivedAt, person: record.person }));
    case 'product':
      return firstOf(['priceCents', 'costCents', 'stock'] as const, (field) =>
        (record.mention[field] ?? 0) < 0
          ? { column: null, message: 'A price, a cost or a stock is not negative.' }
          : null,
      );
    case 'consent':
      return record.at > receivedAt ? { column: null, message: 'Consent cannot be given in the future.' } : null;
    case 'suppression':
      return refusalOfSuppression(record, receivedAt);
  }
}

function refusalOfCall(
  call: DraftCall,
  { currency, receivedAt, person }: { currency: string; receivedAt: Date; person: PersonRef },
): RowProblem | null {
  const { timestamp, ...said } = call;
  const whole = { ...said, ...(timestamp && { timestamp }), ...idsOf(person) };
  const verdict = validateEvent(whole, { type: null, receivedAt, sentAt: null, context: {} });
  if (!verdict.ok) return { column: null, message: verdict.problem.message };
  if (JSON.stringify(whole).length > MAX_EVENT_BYTES / 2) {
    return { column: null, message: `It is too long: an event holds ${MAX_EVENT_BYTES / 1_024} KB.` };
  }
  const { name, properties, context, type } = verdict.event;
  const event = { type, name, properties, context, ...idsOf(person), id: '', messageId: '', isSimulated: false };
  const problem = commerceProblem({ ...event, userId: SOMEBODY, anonymousId: null, occurredAt: receivedAt }, currency);
  return problem && { column: null, message: problem.message };
}

type Suppressions = Extract<ImportRecord, { becomes: 'suppression' }>;

function refusalOfSuppression({ entries, at }: Suppressions, receivedAt: Date): RowProblem | null {
  if (at !== null && at > receivedAt) return { column: null, message: 'An address cannot be closed in the future.' };
  const [first] = entries;
  if (!first) {
    const message = 'It names no whole e-mail address or telephone number (with its country) of the channel it says.';
    return { column: null, message };
  }
  const { note } = first;
  if (note === null || !entries.some(({ address }) => givesAway(note, address))) return null;
  return { column: null, message: 'Leave the address out of the note: it is kept only as a hash.' };
}

function idsOf({ customerId, anonymousId, email }: PersonRef): { userId?: string; anonymousId?: string } {
  const userId = customerId ?? (anonymousId === null ? (email ?? SOMEBODY) : null);
  return { ...(userId !== null && { userId }), ...(anonymousId !== null && { anonymousId }) };
}

function personOf(values: Values): PersonRef {
  const email = textIn(values, 'email');
  return {
    customerId: textIn(values, 'customer_id'),
    anonymousId: textIn(values, 'anonymous_id'),
    email: email && normaliseEmail(email),
  };
}

function identifyOf(values: Values, kept: JsonObject): DraftCall {
  const traits: JsonObject = { ...kept };
  for (const [id, trait] of Object.entries(TRAITS)) {
    const value = values[id];
    if (typeof value === 'string') traits[trait] = value;
  }
  const signedUpAt = dateIn(values, 'signed_up_at');
  if (signedUpAt) traits.createdAt = signedUpAt.toISOString();
  return { type: 'identify', timestamp: dateIn(values, 'updated_at')?.toISOString() ?? null, traits };
}

const TRAITS: Record<string, string> = {
  email: 'email',
  phone: 'phone',
  first_name: 'firstName',
  last_name: 'lastName',
  name: 'name',
  country: 'country',
  region: 'region',
  timezone: 'timezone',
  locale: 'locale',
};

function eventOf(values: Values, kept: JsonObject): DraftCall {
  const told = values.properties;
  const own: JsonObject = typeof told === 'object' && !(told instanceof Date) ? told : {};
  return {
    type: 'track',
    event: textIn(values, 'event') ?? '',
    timestamp: dateIn(values, 'happened_at')?.toISOString() ?? null,
    properties: { ...own, ...kept },
  };
}

/** What an order says of itself stands in the first of its lines that says it. */
function valuesOfOrder(rows: readonly ReadRow[]): Values {
  return Object.assign({}, ...rows.toReversed().map(({ values }) => values));
}

function contradiction(rows: readonly ReadRow[]): RowProblem | null {
  return firstOf(ONCE, (id) => {
    const said = new Set(rows.map(({ values }) => values[id]).filter((value) => value !== undefined));
    if (said.size <= 1) return null;
    const message =
      'Its lines say different amounts for the whole order: use price and quantity for amounts of a line.';
    return { column: null, message };
  });
}

function orderCalls(rows: readonly ReadRow[], values: Values, currency: string): DraftCall[] {
  const at = dateIn(values, 'ordered_at') ?? new Date(0);
  const amount = (id: string) => decimal(values[id], currency);
  const products = rows.flatMap((row) => productOf(row.values, currency) ?? []);
  const placed = {
    order_id: textIn(values, 'order_id'),
    subtotal: amount('revenue'),
    total: amount('total'),
    shipping: amount('shipping'),
    tax: amount('tax'),
    discount: amount('discount'),
    coupon: textIn(values, 'coupon'),
    currency,
    products: products.length > 0 ? products : null,
  };
  const order: DraftCall = {
    type: 'track',
    event: 'Order Completed',
    timestamp: at.toISOString(),
    properties: withoutNulls(placed),
  };
  const refunded = amount('refunded');
  if (!refunded) return [order];
  const refund = { order_id: placed.order_id, amount: refunded, currency };
  return [
    order,
    { type: 'track', event: 'Order Refunded', timestamp: at.toISOString(), properties: withoutNulls(refund) },
  ];
}

function productOf(values: Values, currency: string): JsonObject | null {
  const name = textIn(values, 'product_name');
  const sku = textIn(values, 'sku') ?? name;
  if (sku === null) return null;
  const quantity = typeof values.quantity === 'number' ? values.quantity : null;
  return withoutNulls({ sku, name, quantity, price: decimal(values.price, currency) });
}

function mentionOf(values: Values): ProductMention {
  const text = { name: 'product_name', category: 'category', url: 'url', imageUrl: 'image_url' };
  const numbers = { priceCents: 'price', costCents: 'cost', stock: 'stock' };
  const mention: ProductMention = { sku: textIn(values, 'sku') ?? '' };
  for (const [key, id] of Object.entries(text))
    if (typeof values[id] === 'string') Object.assign(mention, { [key]: values[id] });
  for (const [key, id] of Object.entries(numbers)) {
    const value = values[id];
    if (typeof value === 'number') Object.assign(mention, { [key]: Math.round(value) });
  }
  return mention;
}

function consentOf(values: Values): ConsentStatement {
  const status = values.status === 'granted' ? 'granted' : 'withdrawn';
  return {
    channel: String(values.channel) as ChannelId,
    purpose: (textIn(values, 'purpose') ?? 'marketing').slice(0, 32),
    status,
    lawfulBasis: textIn(values, 'lawful_basis')?.slice(0, 64) ?? (status === 'granted' ? 'consent' : null),
    source: (textIn(values, 'source') ?? 'import').slice(0, 255),
    textVersion: textIn(values, 'text_version')?.slice(0, 64) ?? null,
  };
}

/** The addresses of a row, each on the channels it is written to by, or on the one that the row names. */
function suppressionsOf(values: Values): SuppressionEntry[] {
  const reason = REASONS_BY_HAND.find((each) => each === values.reason) ?? 'manual';
  const note = textIn(values, 'note')?.slice(0, 500) ?? null;
  return ['email', 'phone'].flatMap((id) => {
    const listed = readAddress(textIn(values, id) ?? '');
    if (!listed) return [];
    const { channels, address } = listed;
    const named = channels.filter((channel) => values.channel === undefined || values.channel === channel);
    return named.map((channel) => ({ channel, address, reason, note }));
  });
}

/** As the events API takes amounts: 12.5 of 1250 cents. */
function decimal(cents: CellValue | undefined, currency: string): number | null {
  return typeof cents === 'number' ? cents / 10 ** fractionDigits(currency) : null;
}

function textIn(values: Values, id: string): string | null {
  const value = values[id];
  return typeof value === 'string' ? value : null;
}

function dateIn(values: Values, id: string): Date | null {
  const value = values[id];
  return value instanceof Date ? value : null;
}

function withoutNulls(object: Record<string, JsonObject[string] | null>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function firstOf<Item>(items: readonly Item[], look: (item: Item) => RowProblem | null): RowProblem | null {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return null;
}
