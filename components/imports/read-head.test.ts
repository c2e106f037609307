import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkHead, readHead, suggestedUntil } from './read-head';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const LINE = '536365,85123A,"HEART, ""WHITE""",6,2010-12-01 08:26:00,2.55,17850,United Kingdom';

describe('checkHead', () => {
  it('finds the columns whatever their case and order, and the first day', () => {
    expect(checkHead(`${HEADER}\n${LINE}\n`)).toEqual({ missing: [], firstDay: '2010-12-01' });
    expect(checkHead(`\uFEFF${HEADER.toUpperCase()}\r\n${LINE}\r\n`)).toEqual({ missing: [], firstDay: '2010-12-01' });
  });

  it('names what is missing', () => {
    expect(checkHead('InvoiceNo,Quantity\n1,2').missing).toContain('CustomerID');
    expect(checkHead('').missing).toHaveLength(8);
    expect(checkHead(`${HEADER}\n`).firstDay).toBeNull();
  });
});

describe('readHead', () => {
  it('reads plain and compressed files, also one of which only the beginning is taken', async () => {
    const text = `${HEADER}\n${LINE}\n`;
    expect(await readHead(new Blob([text]))).toBe(text);
    expect(await readHead(new Blob([gzipSync(text)]))).toBe(text);
    const long = `${text}${Array.from({ length: 40_000 }, (_, index) => `${index * 7919},${Math.sin(index)}`).join('\n')}`;
    expect(await readHead(new Blob([gzipSync(long)]))).toContain(LINE);
  });
});

describe('suggestedUntil', () => {
  it('is the first of a month, nine months on', () => {
    expect(suggestedUntil('2010-12-01')).toBe('2011-09-01');
    expect(suggestedUntil('2010-05-31')).toBe('2011-02-01');
    expect(suggestedUntil('2010-99-99')).toBe('');
  });
});
