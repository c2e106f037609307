import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FaultRow, readFaults } from '@/scripts/fault-list';

const ROWS = readFaults(readFileSync('docs/faults.md', 'utf8'));

/** What is wrong with a row, by the source of the test it names; null for nothing. */
function wrongWith({ file, title, size }: FaultRow, source: string | null): string | null {
  if (source === null) return `there is no ${file}`;
  if (!source.includes(title)) return `${file} has no test "${title}"`;
  const sizes = [...source.matchAll(/faultSize\(([\d_]+), ([\d_]+)\)/g)].map(([, everyRun, full]) =>
    [everyRun, full].map((digits) => Number(digits?.replaceAll('_', ''))).join(),
  );
  if (size && !sizes.includes(`${size.everyRun},${size.full}`)) return `${file} has another size`;
  return null;
}

describe('docs/faults.md', () => {
  it.each(ROWS)('names what there is: $fault, $title', (row) => {
    expect(wrongWith(row, existsSync(row.file) ? readFileSync(row.file, 'utf8') : null)).toBeNull();
  });

  it('names every fault', () => {
    const numbers = Array.from({ length: 14 }, (_, index) => `F${index + 1}`);
    expect([...new Set(ROWS.map(({ fault }) => fault))]).toEqual(numbers);
  });

  it('would be told of a test that is gone, renamed, or of another size', () => {
    const row: FaultRow = { fault: 'F1', file: 'a.test.ts', title: 'none twice', size: { everyRun: 2, full: 1_000 } };
    const source = "const N = faultSize(2, 1_000);\nit('none twice', () => {});";
    expect(wrongWith(row, source)).toBeNull();
    expect(wrongWith(row, null)).toBe('there is no a.test.ts');
    expect(wrongWith(row, source.replace('twice', 'thrice'))).toBe('a.test.ts has no test "none twice"');
    expect(wrongWith(row, source.replace('(2,', '(3,'))).toBe('a.test.ts has another size');
  });

  it('cannot hold a row that nobody can read', () => {
    expect(() => readFaults('| F1 | asserted | file | title | | |')).toThrow('cannot be read');
    expect(() => readFaults('| F1 | asserted | `file` | title | many | 3 |')).toThrow('is no size');
  });
});
