import type { ArmOutcomes } from './experiment';

/** Surest first: a word for it, then how arms are merely numbered. */
const CONTROLS = [
  /^(control|ctrl|holdout|hold-?out|baseline|original|default|none|off)$|^(control|no)\b/i,
  /^(a|0|false)$/i,
];

/** The arm the others are held against, unless somebody says another: by its name, else the first in order. */
export function guessControl(arms: readonly string[]): string | null {
  const sorted = [...arms].sort(byName);
  const named = CONTROLS.map((words) => sorted.find((name) => words.test(name)));
  return named.find((name) => name !== undefined) ?? sorted[0] ?? null;
}

/** The arms with the control first and the others in the order of their names; null where no arm has its name. */
export function withControlFirst(arms: readonly ArmOutcomes[], control: string): ArmOutcomes[] | null {
  const first = arms.find(({ name }) => name === control);
  if (!first) return null;
  const others = arms.filter((arm) => arm !== first).sort((a, b) => byName(a.name, b.name));
  return [first, ...others];
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** What the columns of a file most likely are; null where nothing speaks for any. */
export type GuessedColumns = {
  arm: string | null;
  success: string | null;
  value: string | null;
  count: string | null;
};

const NAMES: Record<keyof GuessedColumns, RegExp> = {
  arm: /^(arm|variant|variation|group|version|treatment|segment|bucket|test_?group|ab_?group)$/i,
  success: /(convert|conversion|success|click|purchas|order|visit|retention|open|subscri|respon)/i,
  value: /^(value|spend|revenue|amount|sales|total)/i,
  count: /^(n|users|people|visitors|sent|sends|impressions|trials|exposed|sample_?size|customers|total_users)$/i,
};

/** Guesses which columns say what, by their names and, for whether somebody succeeded, by the first lines. */
export function guessColumns(header: readonly string[], rows: readonly (readonly string[])[]): GuessedColumns {
  const names = header.map((name) => name.trim());
  const count = names.find((name) => NAMES.count.test(name)) ?? null;
  const isBinary = (name: string) => {
    const cells = rows.map((row) => row[names.indexOf(name)]?.trim().toLowerCase() ?? '');
    return cells.length > 0 && cells.every((cell) => /^(0|1|true|false|yes|no)$/.test(cell));
  };
  const fits = (name: string) => name !== '' && (count !== null || isBinary(name));
  return {
    arm: names.find((name) => NAMES.arm.test(name)) ?? null,
    success: names.find((name) => NAMES.success.test(name) && fits(name)) ?? null,
    value: names.find((name) => NAMES.value.test(name)) ?? null,
    count,
  };
}
