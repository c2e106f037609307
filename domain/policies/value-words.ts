import { percentWords, plainWords } from '../shared/figure-words';
import { moneyText } from '../shared/money-text';
import { type Column, type FieldShape, isValueObject, type PolicyValue, type SimpleShape } from './description';

/** Units that say how a figure is written, rather than what is counted. */
type Writer = (value: number, currency: string) => string;

const WRITERS: Readonly<Record<string, Writer>> = {
  cents: (value, currency) => moneyText(value, currency),
  percent: (value) => percentWords(value),
  'share 0..1': (value) => percentWords(value * 100),
  'score 0..1': (value) => plainWords(value),
  'probability 0..1': (value) => percentWords(value * 100),
  hour: (value) => `${String(value).padStart(2, '0')}:00`,
  level: (value) => `level ${value}`,
};

/** "1 hour", "48 hours", "$20.00", "5%", "09:00": a figure with its unit. */
export function figureWords(value: number, unit: string | null, currency: string): string {
  if (unit === null) return plainWords(value);
  const write = WRITERS[unit];
  return write ? write(value, currency) : `${plainWords(value)} ${value === 1 ? singular(unit) : unit}`;
}

/** "hours" is "hour", "touches" is "touch"; "series" and "px" stay. */
function singular(unit: string): string {
  if (unit === 'series') return unit;
  return unit.replace(/(ch|sh|ss|x)es$/, '$1').replace(/([^s])s$/, '$1');
}

/** A simple value as people say it. */
export function simpleWords(shape: SimpleShape, value: PolicyValue | undefined, currency: string): string {
  if (value === null || value === undefined) return shape.kind === 'number' ? 'no limit' : 'none';
  switch (shape.kind) {
    case 'number':
      return typeof value === 'number' ? figureWords(value, shape.unit, currency) : String(value);
    case 'flag':
      return value === true ? 'on' : 'off';
    case 'choice':
      return shape.options.find((option) => option.value === value)?.label ?? String(value);
    case 'text':
      return `“${String(value)}”`;
  }
}

/** One row of a ladder, of waves, of a region: "Below: $100.00, Percent off: 25%". */
export function rowWords(columns: readonly Column[], row: PolicyValue, currency: string): string {
  const cells = columns.map(({ key, title, shape }) => {
    const value = key === '' ? row : isValueObject(row) ? row[key] : null;
    const text = simpleWords(shape, value, currency);
    return shape.kind === 'choice' || key === '' ? text : `${title}: ${text}`;
  });
  return cells.join(', ');
}

/** A threshold's value in a few words; lists and records say their size, their lines are told by `valueLines`. */
export function valueWords(shape: FieldShape, value: PolicyValue, currency: string): string {
  switch (shape.kind) {
    case 'number':
    case 'text':
    case 'flag':
    case 'choice':
      return simpleWords(shape, value, currency);
    case 'words':
      return counted(value, shape.unit ?? 'entries');
    case 'choices':
      return Array.isArray(value) && value.length > 0 ? choiceLabels(shape.options, value).join(', ') : 'none';
    case 'rows':
      return counted(value, 'rows');
    case 'record':
      return shape.keys ? 'per entry' : counted(isValueObject(value) ? Object.keys(value) : [], 'entries');
    case 'group':
      return rowWords(shape.columns, value, currency);
    case 'json':
      return JSON.stringify(value);
  }
}

function choiceLabels(options: readonly { value: string; label: string }[], values: readonly PolicyValue[]): string[] {
  return values.map((value) => options.find((each) => each.value === value)?.label ?? String(value));
}

function counted(value: PolicyValue, unit: string): string {
  const count = Array.isArray(value) ? value.length : 0;
  return `${count} ${count === 1 ? (unit === 'entries' ? 'entry' : singular(unit)) : unit}`;
}

/** The parts of a list or record, one line each; nothing for what `valueWords` has said whole. */
export function valueLines(shape: FieldShape, value: PolicyValue, currency: string): string[] {
  if (shape.kind === 'words') return Array.isArray(value) ? value.map((word) => `“${String(word)}”`) : [];
  if (shape.kind === 'rows') {
    return Array.isArray(value) ? value.map((row) => rowWords(shape.columns, row, currency)) : [];
  }
  if (shape.kind !== 'record' || !isValueObject(value)) return [];
  const { keys, columns } = shape;
  return Object.entries(value).map(([key, entry]) => {
    const name = keys?.find((option) => option.value === key)?.label ?? key;
    const words = isColumns(columns) ? rowWords(columns, entry, currency) : simpleWords(columns, entry, currency);
    return `${name}: ${words}`;
  });
}

function isColumns(columns: readonly Column[] | SimpleShape): columns is readonly Column[] {
  return Array.isArray(columns);
}
