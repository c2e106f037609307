/** A row of docs/faults.md: one thing that must hold, and the test that says so. */
export type FaultRow = {
  /** F1 to F14. */
  fault: string;
  file: string;
  /** Words of the test's title. */
  title: string;
  /** How large it is with every run and in full; null where it has one size. */
  size: { everyRun: number; full: number } | null;
};

const CELLS = 6;

/** The rows of the table in docs/faults.md. Throws for a row that cannot be read. */
export function readFaults(markdown: string): FaultRow[] {
  return markdown
    .split('\n')
    .filter((line) => /^\| F\d/.test(line))
    .map(readRow);
}

function readRow(line: string): FaultRow {
  const cells = line.split('|').slice(1, -1);
  const [fault = '', , file = '', title = '', everyRun = '', full = ''] = cells.map((cell) => cell.trim());
  if (cells.length !== CELLS || !/^`.+`$/.test(file) || title === '') throw new Error(`It cannot be read: ${line}`);
  const size = everyRun === '' ? null : { everyRun: numberOf(everyRun), full: numberOf(full) };
  return { fault, file: file.slice(1, -1), title, size };
}

function numberOf(cell: string): number {
  const number = Number(cell.replaceAll(',', ''));
  if (!Number.isInteger(number) || number < 1) throw new Error(`"${cell}" is no size.`);
  return number;
}
