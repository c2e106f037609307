import { ASSUMED_CONSENT_SOURCE } from '../customers/assumed-consent';
import type { Cents } from '../shared/money';
import { DAY } from '../shared/time';
import { instantOf } from '../simulation/local-time';
import { MAX_EVENT_BYTES } from './event';
import { PurchaseBook } from './purchase-book';
import type { LineOutcome, SHOP_LOG_COLUMNS } from './shop-log-words';

export type ShopLogLine = Record<(typeof SHOP_LOG_COLUMNS)[number], string>;

/** Clocks the log was written by. */
export const SHOP_LOG_ZONE = 'Europe/London';

/** Stock codes that are no products: postage, carriage, manual entries, discount, samples, bank and market fees, charity. */
const NOT_PRODUCTS = new Set([
  'POST',
  'DOT',
  'M',
  'D',
  'C2',
  'S',
  'B',
  'BANK CHARGES',
  'AMAZONFEE',
  'AMAZON FEE',
  'CRUK',
]);

/** A call of the events API made from the log. The same log always gives the same calls, messageIds included. */
export type LogCall = {
  type: 'track' | 'identify';
  event?: string;
  messageId: string;
  userId: string;
  timestamp: string;
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
};

/** One invoice of the log, worked through. */
export type LogInvoice = {
  invoice: string;
  at: Date;
  lines: number;
  calls: LogCall[];
  outcomes: Partial<Record<LineOutcome, number>>;
  /** Customers its lines name, usable or not. */
  customers: string[];
};

export type ShopLogOptions = {
  currency: string;
  /**
   * The log knows no consent, and without consent nobody is written to: with this, each customer is recorded as having
   * consented to marketing e-mail at their first order, and the ledger says that it was assumed.
   */
  assumeConsent: boolean;
};

type Line = {
  outcome: LineOutcome | null;
  sku: string;
  name: string;
  quantity: number;
  price: number;
  customerId: string;
  country: string;
  at: Date | null;
};
type Product = { product_id: string; name: string; price: number; quantity: number };

/** Room that is left for the products in an event: the rest of it is short. */
const PRODUCTS_BYTES = MAX_EVENT_BYTES - 2_048;
const DATE = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})/;

/**
 * Turns the lines of a log, in order, into calls of the events API (Segment's e-commerce names): `Order Completed` for
 * each invoice, with `identify` when a customer is first met or moves, and `Order Refunded` for each cancellation, held
 * against the customer's latest earlier orders of the article. Lines of one invoice stand together; feed them with
 * `add`, and close with `end`.
 */
export class ShopLog {
  private readonly purchases = new PurchaseBook();
  private readonly countries = new Map<string, string>();
  private readonly parts = new Map<string, number>();
  private pending: ShopLogLine[] = [];

  constructor(private readonly options: ShopLogOptions) {}

  /** Takes the next line; returns the invoice that it shows to be complete, if any. */
  add(line: ShopLogLine): LogInvoice | null {
    const isNext = this.pending[0] !== undefined && this.pending[0].InvoiceNo !== line.InvoiceNo;
    const complete = isNext ? this.close() : null;
    this.pending.push(line);
    return complete;
  }

  /** The last invoice, if there is one. */
  end(): LogInvoice | null {
    return this.pending.length > 0 ? this.close() : null;
  }

  private close(): LogInvoice {
    const raw = this.pending;
    this.pending = [];
    const number = raw[0]?.InvoiceNo.trim() ?? '';
    const lines = raw.map(readLine);
    const at = lines.find((line) => line.at)?.at ?? new Date(0);
    const usable = lines.filter((line) => line.outcome === null);
    const isReturn = number.startsWith('C');
    const invoice = this.numberOf(number);
    const calls =
      usable.length === 0 ? [] : isReturn ? this.refunds(invoice, usable, at) : this.order(invoice, usable, at);
    const outcomes: LogInvoice['outcomes'] = {};
    for (const { outcome } of lines) if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    const customers = [...new Set(lines.map((line) => line.customerId).filter((id) => id !== ''))];
    return { invoice, at, lines: raw.length, calls, outcomes, customers };
  }

  /** A number that comes again after another invoice is another order: "542806", then "542806+2". */
  private numberOf(invoice: string): string {
    const part = (this.parts.get(invoice) ?? 0) + 1;
    this.parts.set(invoice, part);
    return part === 1 ? invoice : `${invoice}+${part}`;
  }

  private order(invoice: string, lines: Line[], at: Date): LogCall[] {
    const customerId = lines[0]?.customerId ?? '';
    for (const line of lines) {
      line.outcome = 'sold';
      this.purchases.bought({ customerId, sku: line.sku, invoice, quantity: line.quantity, price: line.price });
    }
    const identify = this.meet(customerId, lines[0]?.country ?? '', invoice, at);
    return [...identify, ...orderCalls(invoice, customerId, lines, at, this.options.currency)];
  }

  private meet(customerId: string, country: string, invoice: string, at: Date): LogCall[] {
    if (this.countries.get(customerId) === country) return [];
    const isNew = !this.countries.has(customerId);
    this.countries.set(customerId, country);
    const consents = isNew && this.options.assumeConsent ? { consents: [ASSUMED_CONSENT] } : {};
    // The log knows no addresses: .example is reserved (RFC 2606), nothing sent there reaches anybody.
    const email = isNew ? { email: `c${customerId}@customers.example` } : {};
    const messageId = isNew ? `shop-log:identify:${customerId}` : `shop-log:identify:${customerId}:${invoice}`;
    const traits = { country, ...email, ...consents };
    return [{ type: 'identify', messageId, userId: customerId, timestamp: at.toISOString(), traits }];
  }

  private refunds(invoice: string, lines: Line[], at: Date): LogCall[] {
    const byOrder = new Map<string, Product[]>();
    for (const line of lines) {
      const asked = -line.quantity;
      const found = this.purchases.giveBack({
        customerId: line.customerId,
        sku: line.sku,
        quantity: asked,
        price: line.price,
      });
      const matched = found.reduce((sum, one) => sum + one.quantity, 0);
      line.outcome = matched === 0 ? 'unmatched_return' : matched < asked ? 'returned_in_part' : 'returned';
      for (const { invoice: order, quantity } of found) {
        const product = { product_id: line.sku, name: line.name, price: line.price, quantity };
        byOrder.set(order, [...(byOrder.get(order) ?? []), product]);
      }
    }
    return [...byOrder].map(([order, products]) => ({
      type: 'track',
      event: 'Order Refunded',
      messageId: `shop-log:refund:${invoice}:${order}`,
      userId: lines[0]?.customerId ?? '',
      timestamp: at.toISOString(),
      properties: {
        order_id: order,
        refund_id: `${invoice}:${order}`,
        currency: this.options.currency,
        total: decimal(products.reduce((sum, product) => sum + lineCents(product), 0)),
        products,
      },
    }));
  }
}

const ASSUMED_CONSENT = {
  channel: 'email',
  purpose: 'marketing',
  status: 'granted',
  source: ASSUMED_CONSENT_SOURCE,
  lawful_basis: 'consent (assumed for replay)',
  text_version: 'assumed-for-replay-1',
};

/**
 * Calls that place one order. Products beyond what one event may hold follow in `Order Updated` calls of the same
 * instant, numbered by `products_part`; the whole amount stands on the first alone.
 */
function orderCalls(invoice: string, userId: string, lines: Line[], at: Date, currency: string): LogCall[] {
  const products = lines.map((line) => ({
    product_id: line.sku,
    name: line.name,
    price: line.price,
    quantity: line.quantity,
  }));
  const subtotal = decimal(products.reduce((sum, product) => sum + lineCents(product), 0));
  const shares = split(products);
  return shares.map((share, index) => {
    const part = shares.length > 1 ? { products_part: { index: index + 1, of: shares.length } } : {};
    const amount = index === 0 ? { subtotal } : {};
    return {
      type: 'track',
      event: index === 0 ? 'Order Completed' : 'Order Updated',
      messageId: `shop-log:order:${invoice}${index === 0 ? '' : `:${index + 1}`}`,
      userId,
      timestamp: at.toISOString(),
      properties: { order_id: invoice, currency, ...amount, ...part, products: share },
    };
  });
}

function split(products: readonly Product[]): Product[][] {
  const shares: Product[][] = [[]];
  let bytes = 0;
  for (const product of products) {
    const size = new TextEncoder().encode(JSON.stringify(product)).length + 1;
    if (bytes + size > PRODUCTS_BYTES) {
      shares.push([]);
      bytes = 0;
    }
    shares.at(-1)?.push(product);
    bytes += size;
  }
  return shares;
}

/** Reads a line and says why it cannot be used; `outcome` is null while it can. */
function readLine(raw: ShopLogLine): Line {
  const invoice = raw.InvoiceNo.trim();
  const quantity = Number(raw.Quantity);
  const price = Number(raw.UnitPrice);
  const at = readDate(raw.InvoiceDate.trim());
  const customerId = raw.CustomerID.trim().replace(/\.0$/, '');
  const sku = raw.StockCode.trim();
  const known = customerId === 'NA' || customerId === 'NaN' ? '' : customerId;
  const line = {
    sku,
    name: raw.Description.trim() || sku,
    quantity,
    price,
    customerId: known,
    country: raw.Country.trim(),
    at,
  };
  return { ...line, outcome: reasonAgainst(invoice, line) };
}

function reasonAgainst(invoice: string, line: Omit<Line, 'outcome'>): LineOutcome | null {
  const { quantity, price, at, customerId, sku } = line;
  if (!at || !Number.isFinite(quantity) || !Number.isFinite(price) || invoice === '' || sku === '') return 'unreadable';
  if (invoice.startsWith('A')) return 'adjustment';
  if (customerId === '') return 'no_customer';
  if (NOT_PRODUCTS.has(sku.toUpperCase())) return 'not_a_product';
  if (price === 0) return 'no_price';
  if (price < 0) return 'negative_price';
  if (quantity === 0 || quantity < 0 !== invoice.startsWith('C')) return 'bad_quantity';
  return null;
}

/** Instant of a date and time as British clocks showed it. */
function readDate(text: string): Date | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  const midnight = Date.UTC(year, month - 1, day);
  const isDay = new Date(midnight).getUTCDate() === day && hour < 24 && minute < 60;
  return isDay ? instantOf(midnight / DAY, hour * 60 + minute, SHOP_LOG_ZONE) : null;
}

function lineCents(product: Product): Cents {
  return Math.round(product.price * 100 * product.quantity);
}

function decimal(cents: Cents): number {
  return cents / 100;
}
