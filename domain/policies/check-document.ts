import type { z } from 'zod';
import { plural } from '../shared/plural';
import { POLICY_DESCRIPTION } from './describe';
import {
  type Column,
  type FieldShape,
  isValueObject,
  type PolicyDocument,
  type PolicyValue,
  type SimpleShape,
  type TextShape,
} from './description';
import { Policy } from './policy';
import { missingThresholds } from './upgrade';

/** What is wrong with one place of a document, and what would be right. */
export type FieldProblem = {
  /** Section and threshold it belongs to; empty where the document as a whole is meant. */
  readonly section: string;
  readonly field: string;
  /** Where exactly: "winback.waves[1].day". */
  readonly path: string;
  readonly message: string;
};

export type CheckedDocument =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * Reads a document somebody wrote: the whole policy, or every wrong place. What it leaves out is a wrong place too: a
 * default put there in silence would undo what is in force.
 */
export function checkDocument(input: unknown): CheckedDocument {
  const unknown = [...unknownKeys(input), ...leftOut(input)];
  const parsed = Policy.safeParse(input);
  if (parsed.success && unknown.length === 0) return { ok: true, policy: parsed.data };
  const issues = parsed.success ? [] : parsed.error.issues.map((issue) => problemOf(issue, input));
  return { ok: false, problems: [...unknown, ...issues] };
}

function leftOut(input: unknown): FieldProblem[] {
  if (!isValueObject(input as PolicyValue)) return [];
  return missingThresholds(POLICY_DESCRIPTION, input as PolicyDocument).map(({ section, field }) =>
    field === ''
      ? problemAt([section], 'This section is missing. A policy is written whole.')
      : problemAt([section, field], 'This threshold is missing. A policy is written whole.'),
  );
}

function problemAt(path: readonly PropertyKey[], message: string): FieldProblem {
  const [section = '', field = ''] = path.map(String);
  return { section, field, path: pathText(path), message };
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** A misspelt threshold would otherwise be dropped in silence, and its default hold. */
function unknownKeys(input: unknown): FieldProblem[] {
  if (!isValueObject(input as PolicyValue)) return [];
  const known = new Map(POLICY_DESCRIPTION.map((section) => [section.section, section]));
  return Object.entries(input as Record<string, PolicyValue>).flatMap(([key, value]) => {
    if (key === 'schema') return [];
    const section = known.get(key);
    if (!section) return [problemAt([key], `There is no such section. There are: ${[...known.keys()].join(', ')}.`)];
    if (!isValueObject(value)) return [];
    const fields = new Map(section.fields.map((field) => [field.field, field]));
    return Object.entries(value).flatMap(([name, entry]) => {
      const field = fields.get(name);
      if (field) return strayCells([key, name], field.shape, entry);
      return [problemAt([key, name], `There is no such threshold. There are: ${[...fields.keys()].join(', ')}.`)];
    });
  });
}

function strayCells(path: readonly PropertyKey[], shape: FieldShape, value: PolicyValue): FieldProblem[] {
  if (shape.kind === 'rows' && Array.isArray(value)) {
    return value.flatMap((row, index) => strayKeys([...path, index], shape.columns, row));
  }
  if (shape.kind === 'group') return strayKeys(path, shape.columns, value);
  if (shape.kind !== 'record' || !isValueObject(value) || !Array.isArray(shape.columns)) return [];
  const { columns } = shape;
  return Object.entries(value).flatMap(([key, row]) => strayKeys([...path, key], columns, row));
}

function strayKeys(path: readonly PropertyKey[], columns: readonly Column[], row: PolicyValue): FieldProblem[] {
  if (!isValueObject(row)) return [];
  const names = columns.map(({ key }) => key);
  return Object.keys(row)
    .filter((key) => !names.includes(key))
    .map((key) => problemAt([...path, key], `There is no such value here. There are: ${names.join(', ')}.`));
}

function problemOf(issue: z.core.$ZodIssue, input: unknown): FieldProblem {
  const shape = simpleShapeAt(issue.path);
  const found = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null)?.[key], input);
  return problemAt(issue.path, shape ? wanted(shape, found) : wantedOfList(issue));
}

/** The shape of the single value a path leads to; null for a list or record as a whole. */
function simpleShapeAt([section, field, ...rest]: readonly PropertyKey[]): SimpleShape | null {
  const shape = POLICY_DESCRIPTION.find((each) => each.section === section)?.fields.find(
    (each) => each.field === field,
  )?.shape;
  if (!shape) return null;
  const last = rest.at(-1);
  if ('columns' in shape) {
    if (!Array.isArray(shape.columns)) return last === undefined ? null : (shape.columns as SimpleShape);
    const columns: readonly Column[] = shape.columns;
    return columns.find(({ key }) => key === last || (key === '' && rest.length === 1))?.shape ?? null;
  }
  if (shape.kind === 'words') return last === undefined ? null : shape.each;
  return shape.kind === 'json' || shape.kind === 'choices' ? null : shape;
}

/** What a single value must be, with its limits. */
export function wanted(shape: SimpleShape, found: unknown): string {
  const is = found === undefined ? 'it is missing' : `it is ${excerpt(found)}`;
  switch (shape.kind) {
    case 'number': {
      const what = shape.isWhole ? 'a whole number' : 'a number';
      return `Must be ${what}${limits(shape.min, shape.max)}${shape.isOptional ? ', or empty' : ''}; ${is}.`;
    }
    case 'flag':
      return `Must be true or false; ${is}.`;
    case 'choice':
      return `Must be one of ${shape.options.map(({ value }) => value).join(', ')}; ${is}.`;
    case 'text':
      return `Must be ${shape.must ?? 'a text'}${lengths(shape)}; ${is}.`;
  }
}

/** A wrong value as far as it helps to find it. */
function excerpt(found: unknown): string {
  const text = JSON.stringify(found);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function lengths({ minLength, maxLength }: TextShape): string {
  if (maxLength === null) return minLength > 0 ? `, of at least ${plural(minLength, 'character')}` : '';
  return minLength > 0
    ? `, of ${minLength} to ${plural(maxLength, 'character')}`
    : `, of at most ${plural(maxLength, 'character')}`;
}

function limits(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return ` from ${min} to ${max}`;
  if (min !== null) return ` of at least ${min}`;
  return max === null ? '' : ` of at most ${max}`;
}

function wantedOfList(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small')
    return `Must have at least ${issue.minimum} ${issue.minimum === 1 ? 'entry' : 'entries'}.`;
  if (issue.code === 'too_big') return `Must have at most ${plural(Number(issue.maximum), 'entry', 'entries')}.`;
  if (issue.code === 'invalid_key') return `${issue.issues[0]?.message ?? issue.message}.`;
  return `${issue.message}.`;
}
