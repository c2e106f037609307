import { plural } from '../shared/plural';
import { type Moments, NO_MOMENTS, withValue } from '../statistics/moments';
import type { ArmOutcomes, Goal, Metric, MetricRole, Outcome } from './experiment';

/** A column that is measured, and what part it plays. */
export type MeasuredColumn = { readonly column: string; readonly role: MetricRole; readonly goal: Goal };

/** Which columns of a file say what. */
export type ExperimentColumns = {
  readonly arm: string;
  /** Whether a person succeeded; with `count`, how many did. */
  readonly successes: readonly MeasuredColumn[];
  /** How much of something a person had; with `count`, the sum over them. */
  readonly values: readonly MeasuredColumn[];
  /** How many people a line stands for; null where each line is one person. */
  readonly count: string | null;
  /** Which of several experiments a line belongs to; null where the file is one experiment. */
  readonly group: string | null;
};

/** One experiment of a file; its arms as they came, by name. */
export type TableGroup = { readonly name: string; readonly arms: readonly ArmOutcomes[] };

const MOST_ARMS = 20;
const MOST_GROUPS = 100_000;
const LONGEST_NAME = 200;
const YES = new Set(['1', 'true', 't', 'yes', 'y']);
const NO = new Set(['0', 'false', 'f', 'no', 'n']);

/** What a file says that cannot be used, in words that name the column and, where there is one, the line. */
export class ExperimentFileError extends Error {}

/** What is measured, in the order of every arm's outcomes: successes first. */
export function metricsOf({ successes, values }: ExperimentColumns): Metric[] {
  const metric = (kind: Metric['kind']) => (measured: MeasuredColumn) => ({
    id: measured.column,
    name: measured.column,
    kind,
    role: measured.role,
    goal: measured.goal,
  });
  return [...successes.map(metric('share')), ...values.map(metric('mean'))];
}

type ArmSums = { people: number; successes: number[]; moments: Moments[]; sums: number[] };

/**
 * Adds up a file of an experiment line by line: it holds one small sum for each arm, however many lines there are. Throws
 * ExperimentFileError for a missing column and for a line that cannot be read.
 */
export class ExperimentTable {
  private readonly groups = new Map<string, Map<string, ArmSums>>();
  private readonly places: { arm: number; count: number; group: number; successes: number[]; values: number[] };

  constructor(
    header: readonly string[],
    private readonly columns: ExperimentColumns,
  ) {
    const names = header.map((name) => name.trim());
    const placeOf = (column: string) => {
      const place = names.indexOf(column);
      if (place >= 0) return place;
      throw new ExperimentFileError(`There is no column “${column}”. The columns are ${names.join(', ')}.`);
    };
    this.places = {
      arm: placeOf(columns.arm),
      count: columns.count === null ? -1 : placeOf(columns.count),
      group: columns.group === null ? -1 : placeOf(columns.group),
      successes: columns.successes.map(({ column }) => placeOf(column)),
      values: columns.values.map(({ column }) => placeOf(column)),
    };
  }

  /** One line below the header; `line` is its number in the file. */
  add(cells: readonly string[], line: number): void {
    const { arm, count, successes, values } = this.places;
    const sums = this.armOf(this.nameAt(cells, arm, this.columns.arm, line), this.groupAt(cells, line), line);
    const people = count < 0 ? 1 : this.wholeAt(cells, count, this.columns.count ?? '', line);
    sums.people += people;
    successes.forEach((place, index) => {
      const column = this.columns.successes[index]?.column ?? '';
      const found = count < 0 ? yesOrNo(cells[place], column, line) : this.wholeAt(cells, place, column, line);
      if (found > people)
        throw at(line, column, `${found} of ${plural(people, 'person', 'people')} cannot have succeeded`);
      sums.successes[index] = (sums.successes[index] ?? 0) + found;
    });
    values.forEach((place, index) => {
      const value = numberAt(cells[place], this.columns.values[index]?.column ?? '', line);
      if (count < 0) sums.moments[index] = withValue(sums.moments[index] ?? NO_MOMENTS, value);
      else sums.sums[index] = (sums.sums[index] ?? 0) + value;
    });
  }

  /** Every experiment of the file, in the order they first came. Throws where there was no line. */
  end(): TableGroup[] {
    if (this.groups.size === 0) throw new ExperimentFileError('Below its first line the file is empty.');
    return [...this.groups].map(([name, arms]) => ({
      name,
      arms: [...arms].map(([arm, sums]) => ({ name: arm, people: sums.people, outcomes: this.outcomesOf(sums) })),
    }));
  }

  private outcomesOf(sums: ArmSums): Outcome[] {
    const shares = this.columns.successes.map(
      (_, index): Outcome => ({ kind: 'share', successes: sums.successes[index] ?? 0, trials: sums.people }),
    );
    const means = this.columns.values.map(
      (_, index): Outcome =>
        this.columns.count === null
          ? { kind: 'mean', moments: sums.moments[index] ?? NO_MOMENTS }
          : { kind: 'sum', people: sums.people, sum: sums.sums[index] ?? 0 },
    );
    return [...shares, ...means];
  }

  private groupAt(cells: readonly string[], line: number): string {
    return this.columns.group === null ? '' : this.nameAt(cells, this.places.group, this.columns.group, line);
  }

  private armOf(arm: string, group: string, line: number): ArmSums {
    let arms = this.groups.get(group);
    if (!arms) {
      if (this.groups.size >= MOST_GROUPS) {
        throw at(line, this.columns.group ?? '', `there are more than ${plural(MOST_GROUPS, 'experiment')}`);
      }
      arms = new Map();
      this.groups.set(group, arms);
    }
    let sums = arms.get(arm);
    if (!sums) {
      if (arms.size >= MOST_ARMS) {
        throw at(
          line,
          this.columns.arm,
          `there are more than ${plural(MOST_ARMS, 'arm')}: does this column name the arm?`,
        );
      }
      sums = { people: 0, successes: [], moments: [], sums: [] };
      arms.set(arm, sums);
    }
    return sums;
  }

  private nameAt(cells: readonly string[], place: number, column: string, line: number): string {
    const name = cells[place]?.trim() ?? '';
    if (name === '') throw at(line, column, 'it is empty');
    if (name.length > LONGEST_NAME) throw at(line, column, `it is longer than ${LONGEST_NAME} characters`);
    return name;
  }

  private wholeAt(cells: readonly string[], place: number, column: string, line: number): number {
    const value = numberAt(cells[place], column, line);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw at(line, column, `“${cells[place]}” is not a count`);
  }
}

function at(line: number, column: string, problem: string): ExperimentFileError {
  return new ExperimentFileError(`Line ${line}, column “${column}”: ${problem}.`);
}

function yesOrNo(cell: string | undefined, column: string, line: number): 0 | 1 {
  const word = cell?.trim().toLowerCase() ?? '';
  if (YES.has(word)) return 1;
  if (NO.has(word)) return 0;
  throw at(line, column, word === '' ? 'it is empty: write 0 or 1' : `“${cell}” is neither yes nor no: write 0 or 1`);
}

function numberAt(cell: string | undefined, column: string, line: number): number {
  const text = cell?.trim() ?? '';
  const value = Number(text);
  if (text !== '' && Number.isFinite(value)) return value;
  throw at(line, column, text === '' ? 'it is empty: write 0' : `“${cell}” is not a number`);
}
