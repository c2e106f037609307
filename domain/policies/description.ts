/** One JSON value, as a policy file holds it. */
export type PolicyValue =
  | string
  | number
  | boolean
  | null
  | readonly PolicyValue[]
  | { readonly [key: string]: PolicyValue };

/** A policy document without its schema: sections by key, in each the thresholds by key. */
export type PolicyDocument = { readonly [section: string]: PolicyValue };

/** The value of one threshold; null where the document has none. */
export function valueAt(document: PolicyDocument, section: string, field: string): PolicyValue {
  const part = document[section];
  return (isValueObject(part) ? part[field] : undefined) ?? null;
}

/** Whether a value is one with keys of its own. */
export function isValueObject(value: PolicyValue | undefined): value is { readonly [key: string]: PolicyValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values say the same; the order of keys says nothing, that of a list does. */
export function sameValue(a: PolicyValue | undefined, b: PolicyValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (!isValueObject(a) || !isValueObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]));
}

/** A number as a form asks for it. Bounds are inclusive; null where there is none. */
export type NumberShape = {
  readonly kind: 'number';
  /** "hours", "cents" (minor units of the workspace's currency), "share 0..1"; null for a plain figure. */
  readonly unit: string | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly isWhole: boolean;
  /** Whether it may be left empty, which a document writes as null. */
  readonly isOptional: boolean;
};

/** A text as a form asks for it. */
export type TextShape = {
  readonly kind: 'text';
  readonly minLength: number;
  readonly maxLength: number | null;
  /** What it must be, beyond its length: "a path of the shop that begins with one slash"; null for any text. */
  readonly must: string | null;
  readonly isOptional: boolean;
};

/** What can stand in one cell of a row, or alone. */
export type SimpleShape =
  | NumberShape
  | TextShape
  | { readonly kind: 'flag' }
  | { readonly kind: 'choice'; readonly options: readonly Option[]; readonly isOptional: boolean };

export type Option = { readonly value: string; readonly label: string };

export type Column = { readonly key: string; readonly title: string; readonly shape: SimpleShape };

/**
 * What a threshold looks like, enough to draw its form without the schema:
 * - words: a list of phrases (ban lists)
 * - choices: some of a closed set (channels)
 * - rows: a list whose order counts (ladders, waves)
 * - record: one value or row per key; a closed set of keys, or free ones (regions)
 * - group: a few named values that belong together
 * - json: what none of these can show; edited as text
 */
export type FieldShape =
  | SimpleShape
  | {
      readonly kind: 'words';
      readonly unit: string | null;
      /** What each of them must be. */
      readonly each: TextShape;
      readonly minItems: number;
      readonly maxItems: number | null;
    }
  | {
      readonly kind: 'choices';
      readonly options: readonly Option[];
      readonly minItems: number;
      readonly maxItems: number | null;
    }
  | {
      readonly kind: 'rows';
      readonly columns: readonly Column[];
      readonly minItems: number;
      readonly maxItems: number | null;
    }
  | {
      readonly kind: 'record';
      readonly keys: readonly Option[] | null;
      /** Whether a key of a closed set may be left out. */
      readonly isPartial: boolean;
      readonly columns: readonly Column[] | SimpleShape;
    }
  | { readonly kind: 'group'; readonly columns: readonly Column[] }
  | { readonly kind: 'json' };

export type FieldDescription = {
  readonly section: string;
  readonly field: string;
  /** Its name in forms, differences and findings. */
  readonly title: string;
  /** What it means, in a sentence. */
  readonly description: string;
  readonly shape: FieldShape;
  readonly defaultValue: PolicyValue;
};

export type SectionDescription = {
  readonly section: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly FieldDescription[];
};

/** Every threshold there is, in the order of the document: what forms, differences and files are made from. */
export type PolicyDescription = readonly SectionDescription[];
