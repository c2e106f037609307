import { expect, it } from 'vitest';
import { guessMapping } from './guess-mapping';
import type { ImportKind } from './kinds';
import { rowReader } from './read-row';
import { recordOf } from './record';

const receivedAt = new Date('2026-11-20T12:00:00Z');

function read(kind: ImportKind, header: string[], rows: string[][], currency = 'EUR') {
  const setting = { currency, timezone: 'UTC' };
  const reader = rowReader(guessMapping(kind, { header, rows }, setting), header, setting);
  return recordOf(kind, rows.map(reader), { currency, receivedAt });
}

const ORDER = ['order_id', 'email', 'order_date', 'subtotal', 'sku', 'quantity', 'price'];

it('makes one order of its lines, what it says once from the first that says it', () => {
  const { record } = read('orders', ORDER, [
    ['7', 'Ada@Example.com', '2026-01-02', '30.00', 'cup', '2', '10.00'],
    ['7', '', '', '', 'bowl', '1', '10.00'],
  ]);
  expect(record).toMatchObject({
    person: { email: 'ada@example.com' },
    calls: [
      {
        event: 'Order Completed',
        timestamp: '2026-01-02T00:00:00.000Z',
        properties: {
          order_id: '7',
          subtotal: 30,
          products: [{ sku: 'cup', quantity: 2, price: 10 }, { sku: 'bowl' }],
        },
      },
    ],
  });
});

it('counts yen as yen', () => {
  const { record } = read('orders', ORDER, [['7', 'a@b.de', '2026-01-02', '1,250', '', '', '']], 'JPY');
  expect(record).toMatchObject({ calls: [{ properties: { subtotal: 1_250, currency: 'JPY' } }] });
});

it('tells of what was given back', () => {
  const { record } = read(
    'orders',
    ['order_id', 'customer_id', 'order_date', 'total', 'refunded_amount'],
    [['7', 'u', '2026-01-02', '30.00', '5.00']],
  );
  expect(record).toMatchObject({ calls: [{}, { event: 'Order Refunded', properties: { amount: 5 } }] });
});

it('maps a customer onto an identify call', () => {
  const { record } = read(
    'customers',
    ['customer_id', 'email', 'vorname', 'kunde_seit'],
    [['u1', 'a@b.de', 'Ada', '2025-01-02']],
  );
  expect(record).toMatchObject({
    person: { customerId: 'u1', email: 'a@b.de' },
    calls: [
      {
        type: 'identify',
        timestamp: null,
        traits: { email: 'a@b.de', firstName: 'Ada', createdAt: '2025-01-02T00:00:00.000Z' },
      },
    ],
  });
});

it.each<[string, ImportKind, string[], string[][], string]>([
  ['an order without amount', 'orders', ORDER, [['7', 'a@b.de', '2026-01-02', '', '', '', '']], 'nothing is said'],
  ['a negative order', 'orders', ORDER, [['7', 'a@b.de', '2026-01-02', '-3', '', '', '']], 'not negative'],
  [
    'lines that contradict each other',
    'orders',
    ORDER,
    [
      ['7', 'a@b.de', '2026-01-02', '3', '', '', ''],
      ['7', 'a@b.de', '2026-01-02', '4', '', '', ''],
    ],
    'different amounts',
  ],
  ['a date to come', 'orders', ORDER, [['7', 'a@b.de', '2030-01-02', '3', '', '', '']], 'in the future'],
  ['an address that is none', 'orders', ORDER, [['7', 'nobody', '2026-01-02', '3', '', '', '']], 'no address'],
  ['an id that would merge strangers', 'customers', ['customer_id', 'email'], [['undefined', '']], 'merge strangers'],
  ['a separator within a value', 'customers', ['customer_id', 'name'], [['u1', 'Doe', 'Ada']], 'without quotes'],
  ['a NUL', 'customers', ['customer_id', 'name'], [['u1', 'A\0da']], 'NUL'],
  ['a NUL in a note', 'suppressions', ['email', 'note'], [['a@b.de', 'a\0b']], 'NUL'],
  ['a NUL in the name of a product', 'products', ['sku', 'name'], [['cup', 'Cu\0p']], 'NUL'],
  [
    'a NUL in the proof of a consent',
    'consents',
    ['email', 'channel', 'status', 'consent_date', 'text_version'],
    [['a@b.de', 'email', 'yes', '2026-01-01', 'v\0']],
    'NUL',
  ],
  ['a negative cost', 'costs', ['sku', 'cost'], [['cup', '-1']], 'not negative'],
  [
    'consent of tomorrow',
    'consents',
    ['email', 'channel', 'status', 'consent_date'],
    [['a@b.de', 'email', 'yes', '2027-01-01']],
    'future',
  ],
])('refuses %s', (_what, kind, header, rows, words) => {
  expect(read(kind, header, rows).problem?.message).toContain(words);
});

it('names the column a problem is about', () => {
  expect(read('orders', ORDER, [['7', 'a@b.de', '2026-01-02', 'much', '', '', '']]).problem?.column).toBe('subtotal');
});
