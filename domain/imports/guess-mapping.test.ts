import { describe, expect, it } from 'vitest';
import { guessKind, guessMapping, isUnsure, looksLikeHeader, plainName } from './guess-mapping';
import { fieldOf, type ImportKind } from './kinds';
import { columnNames, lackOf } from './mapping';

const setting = { currency: 'EUR', timezone: 'Europe/Berlin' };
const guess = (kind: ImportKind, header: string[], rows: string[][]) => guessMapping(kind, { header, rows }, setting);
const fields = (kind: ImportKind, header: string[], row: string[] = []) =>
  guess(kind, header, [row]).columns.map(({ field }) => field);

it('compares names without case, accents and signs', () => {
  expect(plainName('E-Mail_Adresse')).toBe('emailadresse');
  expect(plainName('Währung')).toBe('wahrung');
});

describe('a mapping is guessed', () => {
  it.each<[ImportKind, string[], (string | null)[]]>([
    [
      'customers',
      ['Kundennummer', 'E-Mail', 'Vorname', 'Nachname', 'Land', 'Schuhgröße'],
      ['customer_id', 'email', 'first_name', 'last_name', 'country', null],
    ],
    ['customers', ['email_address', 'First Name', 'created_at'], ['email', 'first_name', 'signed_up_at']],
    [
      'orders',
      ['order_id', 'Kundennummer', 'Bestelldatum', 'Gesamtbetrag', 'Versandkosten'],
      ['order_id', 'customer_id', 'ordered_at', 'total', 'shipping'],
    ],
    [
      'orders',
      ['Name', 'Email', 'Created at', 'Subtotal', 'Lineitem sku', 'Lineitem quantity', 'Lineitem price'],
      [null, 'email', 'ordered_at', 'revenue', 'sku', 'quantity', 'price'],
    ],
    ['products', ['SKU', 'Titel', 'Preis', 'EK', 'Bestand'], ['sku', 'product_name', 'price', 'cost', 'stock']],
    ['consents', ['email', 'channel', 'opt-in', 'opt_in_date'], ['email', 'channel', 'status', 'happened_at']],
  ])('%s: %j', (kind, header, expected) => expect(fields(kind, header)).toEqual(expected));

  it('keeps what it does not know of an event as properties, numbers as numbers, codes as text', () => {
    const { columns } = guess(
      'events',
      ['event', 'user_id', 'timestamp', 'score', 'zip'],
      [['Quiz Taken', 'u', '2026-01-01', '4,5', '01067']],
    );
    expect(columns.slice(3)).toEqual([
      { field: 'property', format: 'number_comma' },
      { field: 'property', format: 'text' },
    ]);
  });
});

describe('a format is guessed from the first rows', () => {
  it.each([
    [['31.12.2025', '01.02.2026'], 'dmy'],
    [['01/02/2026', '12/31/2025'], 'mdy'],
    [['2026-01-02 10:00'], 'iso'],
    [['1774965900'], 'unix'],
  ])('%j are %s', (cells, format) => {
    const rows = cells.map((cell) => [cell]);
    expect(guess('orders', ['order_date'], rows).columns[0]?.format).toBe(format);
  });

  it.each([
    ['total', ['1.234,50', '12,00'], 'comma'],
    ['total', ['12.00', '1250'], 'point'],
    ['total_cents', ['1250'], 'minor'],
  ])('%s %j with a %s', (name, cells, format) => {
    expect(
      guess(
        'orders',
        [name],
        cells.map((cell) => [cell]),
      ).columns[0]?.format,
    ).toBe(format);
  });

  it('is unsure of dates that could be either', () => {
    const date = fieldOf('orders', 'ordered_at');
    expect(date && isUnsure(date, ['01/02/2026'], setting)).toBe(true);
    expect(date && isUnsure(date, ['01/02/2026', '31/01/2026'], setting)).toBe(false);
    expect(date && isUnsure(date, ['02/02/2026'], setting)).toBe(false);
  });
});

it.each<[ImportKind, string[]]>([
  ['customers', ['customer_id', 'email', 'first_name', 'country']],
  ['orders', ['order_id', 'customer_id', 'order_date', 'total']],
  ['events', ['event', 'user_id', 'timestamp', 'score']],
  ['products', ['sku', 'title', 'price', 'category']],
  ['costs', ['sku', 'unit_cost']],
  ['consents', ['email', 'channel', 'status', 'consent_date']],
])('%s are known by their columns', (kind, header) => expect(guessKind(header)).toBe(kind));

it('tells a header from a first row', () => {
  expect(looksLikeHeader(['id', 'E-Mail'])).toBe(true);
  expect(looksLikeHeader(['ada@example.com', 'Ada'])).toBe(false);
  expect(looksLikeHeader(['4711', 'Ada'])).toBe(false);
});

it('names columns that have none, and tells twins apart', () => {
  expect(columnNames(['id', '', 'id'], true)).toEqual(['id', 'Column 2', 'id (2)']);
  expect(columnNames(['a', 'b'], false)).toEqual(['Column 1', 'Column 2']);
});

it('says what is lacking, and what is said twice', () => {
  const mapping = guess('orders', ['order_id', 'total'], []);
  expect(lackOf(mapping)).toEqual([
    'A column for Customer id or E-mail address is needed.',
    'A column for Ordered at is needed.',
  ]);
  const twice = { ...mapping, columns: mapping.columns.map((use) => ({ ...use, field: 'total' })) };
  expect(lackOf(twice).at(-1)).toBe('Total with shipping and tax is taken from more than one column: choose one.');
});
