import { normaliseEmail } from '../customers/address';
import type { JsonObject } from '../events/event';
import { fieldOf, type ImportField, KIND_PLANS } from './kinds';
import type { Mapping } from './mapping';
import { type CellReading, type CellSetting, type CellValue, readCell } from './read-cell';

/** Why a row cannot be taken: the column it is about (null: the row as a whole), and words that say how to mend it. */
export type RowProblem = { column: string | null; message: string };

/** A row as it is read. */
export type ReadRow = {
  /** By place in the file; null for a column that is left out. */
  readings: (CellReading | null)[];
  /** By field, without the empty ones. */
  values: Readonly<Record<string, CellValue>>;
  /** Traits or properties, by the name of their column. */
  kept: JsonObject;
  problem: RowProblem | null;
};

/** Reads rows of one file: everything that does not change from row to row is worked out once. */
export function rowReader(
  mapping: Mapping,
  names: readonly string[],
  setting: CellSetting,
): (cells: readonly string[]) => ReadRow {
  const fields = mapping.columns.map(({ field }) => (field ? fieldOf(mapping.kind, field) : null));
  const fixed = fixedValues(mapping, setting);
  return (cells) => {
    const read: ReadRow = { readings: [], values: { ...fixed }, kept: {}, problem: tooLong(cells, names) };
    for (let index = 0; index < names.length; index++) {
      const field = fields[index] ?? null;
      const use = mapping.columns[index];
      const reading = field && use ? readCell(cells[index] ?? '', { field, format: use.format }, setting) : null;
      read.readings.push(reading);
      if (!reading || !field) continue;
      if (reading.problem) read.problem ??= { column: names[index] ?? null, message: reading.problem };
      else take(read, { field, name: names[index] ?? '', value: reading.value });
    }
    read.problem ??= unknownPerson(read.values);
    return read;
  };
}

/** What of the kind's needs these values leave open. */
export function lacking(kind: Mapping['kind'], values: ReadRow['values']): RowProblem | null {
  const open = KIND_PLANS[kind].needs.find((group) => !group.some((id) => id in values));
  if (!open) return null;
  const labels = open.map((id) => fieldOf(kind, id)?.label ?? id);
  return { column: null, message: `${labels.join(' or ')}: nothing is said.` };
}

function take(
  read: ReadRow,
  { field, name, value }: { field: ImportField; name: string; value: CellValue | null },
): void {
  if (value === null) return;
  if (!field.isMany) Object.assign(read.values, { [field.id]: value });
  else if (value instanceof Date) read.kept[name] = value.toISOString();
  else read.kept[name] = value;
}

function fixedValues({ kind, fixed }: Mapping, setting: CellSetting): Record<string, CellValue> {
  const values: Record<string, CellValue> = {};
  for (const [id, text] of Object.entries(fixed)) {
    const field = fieldOf(kind, id);
    const value = field?.mayBeFixed ? readCell(text, { field, format: null }, setting).value : null;
    if (value !== null) values[id] = value;
  }
  return values;
}

/** A sign between fields that belongs to a value shifts everything behind it: nothing of such a row can be trusted. */
function tooLong(cells: readonly string[], names: readonly string[]): RowProblem | null {
  if (cells.slice(names.length).every((cell) => cell.trim() === '')) return null;
  const message = `It has ${cells.length} fields, the file has ${names.length} columns: a value that holds the separator stands without quotes.`;
  return { column: null, message };
}

function unknownPerson({ customer_id: id, anonymous_id: visitor, email }: ReadRow['values']): RowProblem | null {
  if (id !== undefined || visitor !== undefined || typeof email !== 'string' || normaliseEmail(email)) return null;
  return { column: null, message: 'Its e-mail address is no address, and nothing else says whose row it is.' };
}
