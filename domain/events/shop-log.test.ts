import { describe, expect, it } from 'vitest';
import { MAX_EVENT_BYTES } from './event';
import { type LogInvoice, ShopLog, type ShopLogLine } from './shop-log';

function line(InvoiceNo: string, StockCode: string, Quantity: number, extra: Partial<ShopLogLine> = {}): ShopLogLine {
  return {
    InvoiceNo,
    StockCode,
    Description: `Article ${StockCode}`,
    Quantity: String(Quantity),
    InvoiceDate: '2011-07-01 10:15:00',
    UnitPrice: '2.55',
    CustomerID: '17850',
    Country: 'United Kingdom',
    ...extra,
  };
}

function work(lines: ShopLogLine[], assumeConsent = true): LogInvoice[] {
  const log = new ShopLog({ currency: 'GBP', assumeConsent });
  const invoices = lines.flatMap((one) => log.add(one) ?? []);
  return [...invoices, ...[log.end()].filter((one) => one !== null)];
}

describe('an invoice', () => {
  it('is an order, and an identify when the customer is first met', () => {
    const [invoice, next] = work([line('536365', '85123A', 6), line('536365', '71053', 2), line('536366', '71053', 1)]);
    expect(invoice?.calls.map((call) => call.event ?? call.type)).toEqual(['identify', 'Order Completed']);
    expect(invoice?.calls[0]?.traits).toMatchObject({
      country: 'United Kingdom',
      email: 'c17850@customers.example',
      consents: [{ channel: 'email', status: 'granted', source: 'imported customer base, assumed for replay' }],
    });
    expect(invoice?.calls[1]).toMatchObject({
      messageId: 'shop-log:order:536365',
      userId: '17850',
      properties: { order_id: '536365', currency: 'GBP', subtotal: 20.4 },
    });
    expect(invoice).toMatchObject({ lines: 2, outcomes: { sold: 2 } });
    expect(next?.calls).toHaveLength(1);
  });

  it('says nothing of consent where none is to be assumed', () => {
    expect(work([line('1', '22', 1)], false)[0]?.calls[0]?.traits).not.toHaveProperty('consents');
  });

  it('is dated by British clocks, summer time included', () => {
    const [summer, winter] = work([line('1', '22', 1), line('2', '22', 1, { InvoiceDate: '2011-01-10 09:00:00' })]);
    expect(summer?.at.toISOString()).toBe('2011-07-01T09:15:00.000Z');
    expect(winter?.at.toISOString()).toBe('2011-01-10T09:00:00.000Z');
  });

  it('that comes a second time is another order', () => {
    const orders = work([line('7', '22', 1), line('8', '22', 1), line('7', '23', 1)]).map((one) => one.invoice);
    expect(orders).toEqual(['7', '8', '7+2']);
  });

  it('too long for one event is told in parts, and its amount once', () => {
    const lines = Array.from({ length: 900 }, (_, index) => line('9', `sku-${index}`, 1));
    const calls = work(lines)[0]?.calls.slice(1) ?? [];
    expect(calls.length).toBeGreaterThan(2);
    for (const call of calls) expect(JSON.stringify(call).length).toBeLessThan(MAX_EVENT_BYTES);
    expect(calls.map((call) => call.properties?.subtotal)).toEqual([2295, ...calls.slice(1).map(() => undefined)]);
    const told = calls.flatMap((call) => call.properties?.products as unknown[]);
    expect(told).toHaveLength(900);
  });
});

describe('a cancellation', () => {
  it('is a refund of the latest earlier orders of the article', () => {
    const invoices = work([line('1', '22', 5), line('2', '22', 3), line('C3', '22', -4)]);
    expect(invoices[2]?.calls).toMatchObject([
      { event: 'Order Refunded', messageId: 'shop-log:refund:C3:2', properties: { order_id: '2', total: 7.65 } },
      { event: 'Order Refunded', messageId: 'shop-log:refund:C3:1', properties: { order_id: '1', total: 2.55 } },
    ]);
    expect(invoices[2]?.outcomes).toEqual({ returned: 1 });
  });

  it('prefers the order of the same price', () => {
    const invoices = work([line('1', '22', 5), line('2', '22', 3, { UnitPrice: '3' }), line('C3', '22', -1)]);
    expect(invoices[2]?.calls).toMatchObject([{ properties: { order_id: '1' } }]);
  });

  it('of more than was bought is refunded in part, of nothing bought not at all', () => {
    const invoices = work([line('1', '22', 2), line('C2', '22', -5), line('C3', '22', -1), line('C4', '99', -1)]);
    expect(invoices.map((one) => one.outcomes)).toEqual([
      { sold: 1 },
      { returned_in_part: 1 },
      { unmatched_return: 1 },
      { unmatched_return: 1 },
    ]);
    expect(invoices[2]?.calls).toEqual([]);
  });
});

describe('what cannot be used', () => {
  it.each([
    ['no_customer', line('1', '22', 1, { CustomerID: '' })],
    ['no_customer', line('1', '22', 1, { CustomerID: 'NA' })],
    ['not_a_product', line('1', 'POST', 1)],
    ['not_a_product', line('1', 'm', 1)],
    ['no_price', line('1', '22', 1, { UnitPrice: '0' })],
    ['negative_price', line('1', '22', 1, { UnitPrice: '-5' })],
    ['bad_quantity', line('1', '22', -1)],
    ['bad_quantity', line('C1', '22', 1)],
    ['adjustment', line('A563185', 'B', 1)],
    ['unreadable', line('1', '22', 1, { InvoiceDate: 'soon' })],
    ['unreadable', line('1', '22', 1, { Quantity: 'many' })],
  ])('is counted as %s', (outcome, bad) => {
    const [invoice] = work([bad]);
    expect(invoice).toMatchObject({ calls: [], outcomes: { [outcome]: 1 } });
  });
});
