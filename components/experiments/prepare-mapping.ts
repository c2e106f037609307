import type { Goal, MetricRole } from '@/domain/experiments/experiment';
import { type GuessedColumns, guessColumns } from '@/domain/experiments/guess-columns';
import type { ExperimentSettings } from '@/server/services/experiments';
import type { HeadRows } from './head-rows';

/** How one column is measured; `none` leaves it out. */
export type ColumnUse = { readonly role: MetricRole | 'none'; readonly kind: 'share' | 'mean'; readonly goal: Goal };

/** What somebody says of a file before it is sent. */
export type Mapping = {
  readonly name: string;
  readonly arm: string | null;
  readonly count: string | null;
  readonly uses: Readonly<Record<string, ColumnUse>>;
  readonly control: string;
  readonly looked: 'once' | 'continuously';
  /** "equal", "unknown", or parts such as "30:70". */
  readonly split: string;
};

const BINARY = /^(0|1|true|false|t|f|yes|no|y|n)$/i;

/** What a file most likely says, by the names of its columns and its first lines. */
export function guessMapping(fileName: string, { header, rows }: HeadRows): Mapping {
  const guess = guessColumns(header, rows);
  const columns = header.filter((column) => column !== '');
  return {
    name: fileName
      .replace(/(\.csv|\.tsv|\.txt)?(\.gz)?$/i, '')
      .replaceAll(/[_-]+/g, ' ')
      .slice(0, 120),
    arm: guess.arm,
    count: guess.count,
    uses: Object.fromEntries(
      columns.map((column) => [column, useOf(column, guess, kindOf(column, guess, header, rows))]),
    ),
    control: '',
    looked: 'once',
    split: 'equal',
  };
}

function useOf(column: string, guess: GuessedColumns, kind: 'share' | 'mean'): ColumnUse {
  const goal = guess.success ?? guess.value;
  const role = column === goal ? 'goal' : column === guess.value ? 'secondary' : 'none';
  return {
    role,
    kind,
    goal: /(unsub|churn|complain|bounce|cost|refund|cancel)/i.test(column) ? 'decrease' : 'increase',
  };
}

function kindOf(
  column: string,
  guess: GuessedColumns,
  header: readonly string[],
  rows: HeadRows['rows'],
): 'share' | 'mean' {
  if (column === guess.value) return 'mean';
  if (guess.count !== null) return 'share';
  const at = header.indexOf(column);
  return rows.length > 0 && rows.every((row) => BINARY.test(row[at]?.trim() ?? '')) ? 'share' : 'mean';
}

/** The mapping with one column used otherwise; there is one goal, so another one steps back. */
export function withUse(mapping: Mapping, column: string, use: ColumnUse): Mapping {
  const others = Object.entries(mapping.uses).map(([other, was]): [string, ColumnUse] => [
    other,
    use.role === 'goal' && was.role === 'goal' ? { ...was, role: 'secondary' } : was,
  ]);
  return { ...mapping, uses: { ...Object.fromEntries(others), [column]: use } };
}

/** What is still missing before the file can be analysed, in words; null when nothing is. */
export function missingOf({ name, arm, uses, split, count }: Mapping): string | null {
  if (name.trim() === '') return 'Give it a name.';
  if (arm === null) return 'Say which column names the arm.';
  const used = Object.entries(uses).filter(
    ([column, { role }]) => role !== 'none' && column !== arm && column !== count,
  );
  if (!used.some(([, { role }]) => role === 'goal')) return 'Say which column is the goal.';
  return splitOf(split) === null ? 'Say the split in parts, such as 30:70, the control first.' : null;
}

/** What is sent with the file. */
export function settingsOf({ name, arm, count, uses, control, looked, split }: Mapping): Partial<ExperimentSettings> {
  const measured = Object.entries(uses).flatMap(([column, { role, ...use }]) =>
    role === 'none' || column === arm || column === count ? [] : [{ column, role, ...use }],
  );
  return {
    name: name.trim(),
    ...(arm !== null && { arm }),
    count,
    measured,
    control: control.trim() === '' ? null : control.trim(),
    looked,
    split: splitOf(split) ?? 'equal',
  };
}

function splitOf(text: string): ExperimentSettings['split'] | null {
  if (text === 'equal' || text === 'unknown') return text;
  const parts = text.split(/[:,/]/).map((part) => Number(part.trim() || Number.NaN));
  return parts.length >= 2 && parts.every((part) => part > 0 && Number.isFinite(part)) ? parts : null;
}
