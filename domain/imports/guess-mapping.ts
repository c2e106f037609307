import { formatsOf } from './formats';
import { IMPORT_KINDS, type ImportField, type ImportKind, KIND_PLANS } from './kinds';
import { type ColumnUse, lackOf, type Mapping } from './mapping';
import { type CellSetting, readCell } from './read-cell';

/** The first rows of a file, as its cells say. */
export type FileHead = { header: readonly string[]; rows: readonly (readonly string[])[] };

const NEXT_TO_EXACT = 0.6;

/** A column's name without case, accents and signs: "E-Mail_Adresse" is "emailadresse". */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Whether the first line of a file names its columns: none of its cells is a number, a date or an address. */
export function looksLikeHeader(first: readonly string[]): boolean {
  const said = first.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (said.length === 0) return false;
  return !said.some((cell) => /^[+-]?[\d.,:/\s-]*\d[\d.,:/\s-]*$/.test(cell) || /^\S+@\S+\.\S+$/.test(cell));
}

/** What a file is most likely an import of, by the names of its columns. */
export function guessKind(header: readonly string[]): ImportKind {
  const scored = IMPORT_KINDS.map((kind) => {
    const columns = matchFields(kind, header);
    const mapping = { kind, hasHeader: true, columns: columns.map((field) => asUse(field)), fixed: {} };
    const found = columns.filter((field) => field !== null).length;
    const { guessedBy } = KIND_PLANS[kind];
    const isUnlikely = guessedBy !== undefined && !columns.some((field) => field?.id === guessedBy);
    return {
      kind,
      score:
        found / Math.max(1, header.length) +
        found * 0.1 +
        (found / KIND_PLANS[kind].fields.length) * 0.1 -
        lackOf(mapping).length -
        (isUnlikely ? 1 : 0),
    };
  });
  return scored.toSorted((one, other) => other.score - one.score)[0]?.kind ?? 'customers';
}

/**
 * What each column of a file is most likely used for, and how it is written, as its first rows show. Columns nobody
 * knows are left out; an event keeps them as properties.
 */
export function guessMapping(
  kind: ImportKind,
  { header, rows }: FileHead,
  setting: CellSetting,
  hasHeader = true,
): Mapping {
  const keeps = kind === 'events' ? KIND_PLANS.events.fields.find(({ id }) => id === 'property') : undefined;
  const columns = matchFields(kind, hasHeader ? header : header.map(() => '')).map((matched, index) => {
    const samples = rows.map((row) => row[index] ?? '');
    const field = matched ?? (hasHeader && samples.some((cell) => cell.trim() !== '') ? keeps : undefined) ?? null;
    return field ? { field: field.id, format: guessFormat(field, samples, setting, header[index] ?? '') } : asUse(null);
  });
  return { kind, hasHeader, columns, fixed: {} };
}

/** The format in which the most of these cells can be read; of several the first in the order of `formatsOf`. */
export function guessFormat(
  field: ImportField,
  cells: readonly string[],
  setting: CellSetting,
  header = '',
): string | null {
  const formats = formatsOf(field);
  const [first] = formats;
  if (!first) return null;
  if (field.type === 'money' && /cent|minor/i.test(header)) return 'minor';
  if (field.isMany) return guessKept(field, cells, setting);
  const readable = (format: string) =>
    cells.filter((cell) => readCell(cell, { field, format }, setting).problem === null).length;
  const candidates = field.type === 'money' ? formats.filter(({ id }) => id !== 'minor') : formats;
  const best = candidates.map(({ id }) => ({ id, count: readable(id) })).toSorted((a, b) => b.count - a.count)[0];
  return best?.id ?? first.id;
}

/** Whether these dates can be read with the day first as well as with the month first. */
export function isUnsure(field: ImportField, cells: readonly string[], setting: CellSetting): boolean {
  const said = cells.filter((cell) => cell.trim() !== '');
  if (field.type !== 'date' || said.length === 0) return false;
  return (
    ['dmy', 'mdy'].every((format) =>
      said.every((cell) => readCell(cell, { field, format }, setting).problem === null),
    ) && said.some((cell) => differs(cell, field, setting))
  );
}

function differs(cell: string, field: ImportField, setting: CellSetting): boolean {
  const [one, other] = ['dmy', 'mdy'].map((format) => readCell(cell, { field, format }, setting).value);
  return one instanceof Date && other instanceof Date && one.getTime() !== other.getTime();
}

function guessKept(field: ImportField, cells: readonly string[], setting: CellSetting): string {
  const said = cells.filter((cell) => cell.trim() !== '');
  // A leading zero is part of a code, not of a number.
  if (said.length === 0 || said.some((cell) => /^0\d/.test(cell.trim()))) return 'text';
  const isNumber = (format: string) =>
    said.every((cell) => readCell(cell, { field, format }, setting).problem === null);
  return ['number_point', 'number_comma'].find(isNumber) ?? 'text';
}

/** The field of each column: by its exact name first, then by a name within it; each field once. */
function matchFields(kind: ImportKind, header: readonly string[]): (ImportField | null)[] {
  const { fields } = KIND_PLANS[kind];
  const names = header.map(plainName);
  const matches = names.flatMap((name, index) =>
    fields.flatMap((field) => {
      const score = likeness(name, field);
      return score > 0 ? [{ index, field, score }] : [];
    }),
  );
  const found: (ImportField | null)[] = header.map(() => null);
  const taken = new Set<string>();
  for (const { index, field } of matches.toSorted((one, other) => other.score - one.score)) {
    if (found[index] || taken.has(field.id)) continue;
    found[index] = field;
    taken.add(field.id);
  }
  return found;
}

/** 0 for another name; the earlier in the list of names, the likelier; a longer name within weighs more. */
function likeness(name: string, { names }: ImportField): number {
  const exact = names.indexOf(name);
  if (exact >= 0) return 2 - exact / 100;
  const within = names.filter((known) => known.length >= 5 && (name.startsWith(known) || name.endsWith(known)));
  const longest = Math.max(0, ...within.map((known) => known.length));
  return longest === 0 ? 0 : NEXT_TO_EXACT * (longest / name.length);
}

function asUse(field: ImportField | null): ColumnUse {
  return { field: field?.id ?? null, format: null };
}
