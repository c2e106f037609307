import type { FieldType } from './kinds';

export type CellFormat = { readonly id: string; readonly label: string };

/** How the text of a cell can be written, by what it holds; the first one is taken where nothing else is known. */
const FORMATS: Partial<Record<FieldType, readonly CellFormat[]>> = {
  date: [
    { id: 'iso', label: 'Year first: 2026-03-31 14:05' },
    { id: 'dmy', label: 'Day first: 31.03.2026 14:05' },
    { id: 'mdy', label: 'Month first: 03/31/2026 2:05 PM' },
    { id: 'unix', label: 'Seconds since 1970' },
    { id: 'unix_ms', label: 'Milliseconds since 1970' },
  ],
  money: [
    { id: 'point', label: 'Units with a point: 1,234.50' },
    { id: 'comma', label: 'Units with a comma: 1.234,50' },
    { id: 'minor', label: 'Smallest units (cents): 123450' },
  ],
  number: [
    { id: 'point', label: 'With a point: 1,234.5' },
    { id: 'comma', label: 'With a comma: 1.234,5' },
  ],
};

/** Traits and properties hold what their column's format says. */
export const KEPT_FORMATS: readonly CellFormat[] = [
  { id: 'text', label: 'Text' },
  { id: 'number_point', label: 'Number with a point: 1,234.5' },
  { id: 'number_comma', label: 'Number with a comma: 1.234,5' },
];

/** Formats to choose from for a column that is used so; none where text can be read in one way alone. */
export function formatsOf(field: { type: FieldType; isMany?: boolean }): readonly CellFormat[] {
  return field.isMany ? KEPT_FORMATS : (FORMATS[field.type] ?? []);
}
