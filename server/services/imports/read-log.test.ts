import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { SHOP_LOG_COLUMNS } from '@/domain/events/shop-log-words';
import { countLines, readInvoices } from './read-log';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-read-log-'));
afterAll(() => rm(folder, { recursive: true }));

const HEADER = `${SHOP_LOG_COLUMNS.join(',')}\n`;
const ROWS = Array.from({ length: 500 }, (_, index) => `${index},cup,Cup,1,2011-01-03 10:00:00,5,${index},France\n`);
const PACKED = gzipSync(HEADER + ROWS.join(''));

function file(name: string, bytes: Buffer): string {
  const at = path.join(folder, name);
  writeFileSync(at, bytes);
  return at;
}

async function readAll(at: string): Promise<number> {
  let lines = 0;
  for await (const invoice of readInvoices(at, { currency: 'GBP', assumeConsent: true })) lines += invoice.lines;
  return lines;
}

const altered = Buffer.from(PACKED);
altered.fill(0xff, 40, 80);
const DAMAGED: [string, Buffer][] = [
  ['cut off', PACKED.subarray(0, PACKED.length - 20)],
  ['altered', altered],
  ['of an unknown method', Buffer.from([0x1f, 0x8b, 0x07, ...PACKED.subarray(3)])],
  ['two bytes long', PACKED.subarray(0, 2)],
];

describe('a compressed log', () => {
  it('is counted and read to its end', async () => {
    const at = file('good.gz', PACKED);
    expect(await countLines(at)).toBe(500);
    expect(await readAll(at)).toBe(500);
  });

  it.each(DAMAGED)('that is %s is refused as damaged', async (name, bytes) => {
    const at = file(`${name}.gz`, bytes);
    const refusal = { code: 'invalid', message: expect.stringContaining('damaged') };
    await expect(countLines(at)).rejects.toMatchObject(refusal);
    await expect(readAll(at)).rejects.toMatchObject(refusal);
  });

  it('that unfolds to far more than logs do is refused, though its lines are blank', async () => {
    const at = file('bomb.gz', gzipSync(Buffer.concat([Buffer.from(HEADER), Buffer.alloc(5 * 1024 ** 2, '\n')])));
    const refusal = { code: 'invalid', message: expect.stringContaining('unfolds') };
    await expect(countLines(at)).rejects.toMatchObject(refusal);
    await expect(readAll(at)).rejects.toMatchObject(refusal);
  });
});
