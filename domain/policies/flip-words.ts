import type { Column, FieldDescription, FieldShape, PolicyDescription, SimpleShape } from './description';
import { simpleWords } from './value-words';

/** A threshold by its path in the document ("budgets.channelCents.email"), with a value it could have. */
type Threshold = { readonly path: string; readonly value: string | number | boolean };

/** A threshold that would change an answer, in the words of the policy's forms. */
export type FlipInWords = Threshold & {
  /** Where its form stands on the page of a policy: "budgets.channelCents". */
  readonly pointer: string;
  /** "Budgets · Cap per channel, E-mail". */
  readonly name: string;
  /** The value with its unit: "$1,000.02". */
  readonly words: string;
};

/** Says a threshold as the policy's forms do, money in words of the currency; null where they know none of that path. */
export function flipInWords(
  description: PolicyDescription,
  { path, value }: Threshold,
  currency: string,
): FlipInWords | null {
  const found = partAt(description, path);
  if (!found) return null;
  const { section, field, part } = found;
  const name = [`${section} · ${field.title}`, part.title].filter(Boolean).join(', ');
  const pointer = `${field.section}.${field.field}`;
  return { path, value, pointer, name, words: simpleWords(part.shape, value, currency) };
}

/** What a threshold can be, by its path; null where there is none of that path. */
export function shapeAt(description: PolicyDescription, path: string): SimpleShape | null {
  return partAt(description, path)?.part.shape ?? null;
}

function partAt(
  description: PolicyDescription,
  path: string,
): { section: string; field: FieldDescription; part: Part } | null {
  for (const { title: section, fields } of description) {
    for (const field of fields) {
      const pointer = `${field.section}.${field.field}`;
      if (path !== pointer && !path.startsWith(`${pointer}.`)) continue;
      const part = partOf(field.shape, path.slice(pointer.length + 1));
      return part && { section, field, part };
    }
  }
  return null;
}

type Part = { title: string; shape: SimpleShape };

/** What of a threshold a key names: the whole where it is empty, else an entry of a record or one of a group. */
function partOf(shape: FieldShape, key: string): Part | null {
  if (shape.kind === 'group') return shape.columns.find((column) => column.key === key) ?? null;
  if (shape.kind === 'record')
    return isOne(shape.columns) ? { title: entryName(shape, key), shape: shape.columns } : null;
  return key === '' && isSimple(shape) ? { title: '', shape } : null;
}

function entryName({ keys }: Extract<FieldShape, { kind: 'record' }>, key: string): string {
  return keys?.find((option) => option.value === key)?.label ?? key;
}

function isOne(columns: readonly Column[] | SimpleShape): columns is SimpleShape {
  return !Array.isArray(columns);
}

function isSimple(shape: FieldShape): shape is SimpleShape {
  return shape.kind === 'number' || shape.kind === 'text' || shape.kind === 'flag' || shape.kind === 'choice';
}
