import { fieldOf, type ImportField, type ImportKind, KIND_PLANS } from './kinds';

/** What one column is used for; null leaves it out. `format` is one of `formatsOf` its field. */
export type ColumnUse = { field: string | null; format: string | null };

/** How the rows of a file are read. */
export type Mapping = {
  kind: ImportKind;
  /** False where the first line is a row like every other. */
  hasHeader: boolean;
  /** By place in the file. */
  columns: ColumnUse[];
  /** Values of all rows, by field, where no column says it. */
  fixed: Record<string, string>;
};

/** Names of the columns: as the file has them, else numbered. Names given twice are told apart by their number. */
export function columnNames(first: readonly string[], hasHeader: boolean): string[] {
  const seen = new Map<string, number>();
  return first.map((cell, index) => {
    const name = (hasHeader && cell.trim()) || `Column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** What the mapping still lacks, in words, most needed first; empty when the file can be read with it. */
export function lackOf(mapping: Mapping): string[] {
  const used = mapping.columns.flatMap(({ field }) => (field ? [field] : []));
  const said = new Set([...used, ...Object.keys(mapping.fixed).filter((field) => mapping.fixed[field])]);
  const missing = KIND_PLANS[mapping.kind].needs
    .filter((group) => !group.some((id) => said.has(id)))
    .map(
      (group) => `A column for ${group.map((id) => fieldOf(mapping.kind, id)?.label ?? id).join(' or ')} is needed.`,
    );
  const twice = used.filter((id, index) => used.indexOf(id) !== index && !fieldOf(mapping.kind, id)?.isMany);
  const names = [...new Set(twice)].map((id) => fieldOf(mapping.kind, id)?.label ?? id);
  return [...missing, ...names.map((label) => `${label} is taken from more than one column: choose one.`)];
}

/** Fields of the kind for which a value of all rows may stand in, and no column does. */
export function fixable(mapping: Mapping): ImportField[] {
  const used = new Set(mapping.columns.map(({ field }) => field));
  return KIND_PLANS[mapping.kind].fields.filter(({ id, mayBeFixed }) => mayBeFixed && !used.has(id));
}
