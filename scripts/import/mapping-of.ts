import { formatsOf } from '@/domain/imports/formats';
import { guessFormat, guessKind, guessMapping } from '@/domain/imports/guess-mapping';
import { fieldOf, KIND_PLANS } from '@/domain/imports/kinds';
import { columnNames, type Mapping } from '@/domain/imports/mapping';
import type { CellSetting } from '@/domain/imports/read-cell';
import type { Arguments } from './arguments';

/** How a file is read: as it looks, and as the command line says. Throws an Error for a column or field there is not. */
export function mappingOf(rows: readonly (readonly string[])[], args: Arguments, setting: CellSetting): Mapping {
  const [first = [], ...rest] = rows;
  const names = columnNames(first, args.hasHeader);
  const kind = args.kind ?? guessKind(names);
  const head = { header: names, rows: args.hasHeader ? rest : rows };
  const mapping = guessMapping(kind, head, setting, args.hasHeader);
  const said = new Map<string, string>();
  for (const [column, { field, format }] of args.map) {
    const index = names.indexOf(column);
    if (index < 0) throw new Error(`There is no column "${column}". The file has: ${names.join(', ')}.`);
    const plan = field === null ? null : fieldOf(kind, field);
    if (field !== null && !plan) {
      const known = KIND_PLANS[kind].fields.map(({ id }) => id).join(', ');
      throw new Error(`${kind} have no field "${field}". Known are: ${known}.`);
    }
    if (plan && format && !formatsOf(plan).some(({ id }) => id === format)) {
      throw new Error(
        `"${format}" is no format of ${field}. Known are: ${formatsOf(plan)
          .map(({ id }) => id)
          .join(', ')}.`,
      );
    }
    const cells = head.rows.map((row) => row[index] ?? '');
    mapping.columns[index] = { field, format: plan && (format ?? guessFormat(plan, cells, setting, column)) };
    if (field !== null && !plan?.isMany) said.set(field, column);
  }
  // What was said outranks what was guessed.
  const columns = mapping.columns.map((use, index) => {
    const owner = use.field === null ? undefined : said.get(use.field);
    return owner !== undefined && owner !== names[index] ? { field: null, format: null } : use;
  });
  return { ...mapping, columns, fixed: args.fixed };
}

/** What each column is used for, in lines. */
export function mappingWords({ kind, columns, fixed }: Mapping, names: readonly string[]): string {
  const width = Math.max(...names.map((name) => name.length));
  const lines = columns.map(({ field, format }, index) => {
    const use = field === null ? 'left out' : `${field}${format ? ` (${format})` : ''}`;
    return `  ${(names[index] ?? '').padEnd(width)}  ${use}`;
  });
  const values = Object.entries(fixed).map(([field, value]) => `  every row: ${field} is ${value}`);
  return [`Read as ${kind}:`, ...lines, ...values].join('\n');
}
