import { describe, expect, it } from 'vitest';
import { firstMapping, mappingFor, previewRows, unsureColumns } from './prepare-file';

const setting = { currency: 'EUR', timezone: 'Europe/Berlin' };
const now = new Date('2026-11-20T12:00:00Z');
const rowsOf = (...lines: string[][]) => lines.map((cells, index) => ({ line: index + 1, cells }));
const ORDERS = rowsOf(
  ['order_id', 'email', 'order_date', 'subtotal', 'sku', 'note'],
  ['1', 'ada@example.com', '2026-01-02', '30.00', 'cup', 'x'],
  ['1', '', '', '', 'bowl', ''],
  ['2', 'ada@example.com', '2026-01-03', 'much', 'cup', ''],
);

describe('the preview of a file', () => {
  const mapping = firstMapping({ rows: ORDERS, remembered: {} }, setting);

  it('shows values as they will be read, and nothing of what is left out', () => {
    const [first] = previewRows(mapping, ORDERS, { setting, now });
    expect(mapping.kind).toBe('orders');
    expect(first?.cells.map(({ text }) => text)).toEqual([
      '1',
      'ada@example.com',
      expect.stringContaining('2026'),
      '€30.00',
      'cup',
      '',
    ]);
  });

  it('judges the lines of one order together, and says what is wrong in which cell', () => {
    const rows = previewRows(mapping, ORDERS, { setting, now });
    expect(rows.map(({ line, problem }) => [line, problem])).toEqual([
      [2, null],
      [3, null],
      [4, 'subtotal: It is no amount such as 1,234.50.'],
    ]);
    expect(rows[2]?.cells[3]?.problem).toEqual(expect.any(String));
  });

  it('reads a file without a header from its first line', () => {
    const rows = rowsOf(['ada@example.com', 'Ada'], ['bea@example.com', 'Bea']);
    const plain = firstMapping({ rows, remembered: {} }, setting);
    expect(plain.hasHeader).toBe(false);
    expect(previewRows(plain, rows, { setting, now }).map(({ line }) => line)).toEqual([1, 2]);
  });

  it('takes the mapping of the last file with the same columns', () => {
    const known = { ...mapping, columns: mapping.columns.map(() => ({ field: null, format: null })) };
    const preview = { rows: ORDERS, remembered: { orders: known } };
    expect(firstMapping(preview, setting)).toBe(known);
    expect(mappingFor('orders', preview, setting, true)).toBe(known);
    expect(mappingFor('costs', preview, setting, true).kind).toBe('costs');
  });

  it('points at dates that could be read in two ways', () => {
    const rows = rowsOf(['order_id', 'email', 'date', 'total'], ['1', 'a@b.de', '01/02/2026', '3']);
    const guessed = mappingFor('orders', { rows, remembered: {} }, setting, true);
    expect(unsureColumns(guessed, rows, setting)).toEqual([2]);
  });
});
