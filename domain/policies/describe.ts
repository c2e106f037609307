import { z } from 'zod';
import { CHANNEL_NAMES, isChannel } from '../channels/channel-ids';
import {
  type Column,
  type FieldDescription,
  type FieldShape,
  type NumberShape,
  type Option,
  type PolicyDescription,
  type PolicyDocument,
  type PolicyValue,
  type SectionDescription,
  type SimpleShape,
  type TextShape,
  valueAt,
} from './description';
import { DEFAULT_POLICY, Policy } from './policy';
import { titleFromKey, unitFromKey } from './titles';

/** The parts of JSON Schema that a policy is made of. */
type Schema = {
  type?: string;
  title?: string;
  description?: string;
  unit?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number | null;
  must?: string;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
  required?: string[];
  anyOf?: Schema[];
};

/**
 * Describes every threshold of a policy schema. A section or threshold that is added to the schema is described, and
 * so shown, compared and checked in files, by that alone; what has no better form is edited as JSON.
 */
export function describePolicy(schema: z.ZodType, defaults: PolicyDocument): PolicyDescription {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Schema;
  return Object.entries(properties).flatMap(([key, section]) =>
    section.properties ? [describeSection(key, section, section.properties, defaults)] : [],
  );
}

/** Every threshold of the product's policy. */
export const POLICY_DESCRIPTION: PolicyDescription = describePolicy(Policy, DEFAULT_POLICY);

function describeSection(
  section: string,
  schema: Schema,
  properties: Record<string, Schema>,
  defaults: PolicyDocument,
): SectionDescription {
  return {
    section,
    title: schema.title ?? titleFromKey(section),
    description: schema.description ?? '',
    fields: Object.entries(properties).map(([field, each]) =>
      describeField(section, field, each, valueAt(defaults, section, field)),
    ),
  };
}

function describeField(section: string, field: string, schema: Schema, defaultValue: PolicyValue): FieldDescription {
  return {
    section,
    field,
    title: schema.title ?? titleFromKey(field),
    description: schema.description ?? '',
    shape: shapeOf(field, schema),
    defaultValue,
  };
}

function shapeOf(key: string, schema: Schema): FieldShape {
  return simpleShape(key, schema) ?? listShape(key, schema) ?? objectShape(key, schema) ?? { kind: 'json' };
}

function simpleShape(key: string, schema: Schema): SimpleShape | null {
  const isOptional = schema.anyOf?.some(({ type }) => type === 'null') ?? false;
  const filled = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [schema];
  const [inner] = filled;
  if (!inner || filled.length > 1) return null;
  if (inner.enum) return { kind: 'choice', options: inner.enum.map(option), isOptional };
  if (inner.type === 'boolean' && !isOptional) return { kind: 'flag' };
  if (inner.type === 'string') return textShape(inner, schema.must ?? inner.must ?? null, isOptional);
  if (inner.type === 'number' || inner.type === 'integer') {
    return numberShape(inner, schema.unit ?? inner.unit ?? unitFromKey(key), isOptional);
  }
  return null;
}

function textShape({ minLength = 0, maxLength = null }: Schema, must: string | null, isOptional: boolean): TextShape {
  return { kind: 'text', minLength, maxLength, must, isOptional };
}

function numberShape(schema: Schema, unit: string | null, isOptional: boolean): NumberShape {
  const isWhole = schema.type === 'integer';
  const min = schema.minimum ?? (isWhole ? above(schema.exclusiveMinimum, 1) : schema.exclusiveMinimum);
  const max = schema.maximum ?? (isWhole ? above(schema.exclusiveMaximum, -1) : schema.exclusiveMaximum);
  return { kind: 'number', unit, min: bound(min), max: bound(max), isWhole, isOptional };
}

function above(limit: number | undefined, step: number): number | undefined {
  return limit === undefined ? undefined : limit + step;
}

/** The ends of what a double holds exactly are no bounds anybody meant. */
function bound(limit: number | undefined): number | null {
  return limit === undefined || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? null : limit;
}

function listShape(key: string, schema: Schema): FieldShape | null {
  const { items, minItems = 0, maxItems = null } = schema;
  if (schema.type !== 'array' || !items) return null;
  if (items.enum) return { kind: 'choices', options: items.enum.map(option), minItems, maxItems };
  if (items.type === 'string') {
    return {
      kind: 'words',
      unit: schema.unit ?? null,
      each: textShape(items, items.must ?? null, false),
      minItems,
      maxItems,
    };
  }
  const columns = items.properties && columnsOf(items.properties);
  if (columns) return { kind: 'rows', columns, minItems, maxItems };
  const shape = simpleShape(key, items);
  return shape && { kind: 'rows', columns: [{ key: '', title: titleFromKey(key), shape }], minItems, maxItems };
}

function objectShape(key: string, schema: Schema): FieldShape | null {
  if (schema.type !== 'object') return null;
  const { additionalProperties: value, propertyNames, properties } = schema;
  if (properties) {
    const columns = columnsOf(properties);
    return columns && { kind: 'group', columns };
  }
  if (typeof value !== 'object') return null;
  const keys = propertyNames?.enum?.map(option) ?? null;
  const columns = value.properties
    ? columnsOf(value.properties)
    : simpleShape(key, { ...value, unit: value.unit ?? schema.unit });
  return columns && { kind: 'record', keys, isPartial: schema.required === undefined, columns };
}

/** Null where a column is no simple value: such rows have no form of their own. */
function columnsOf(properties: Record<string, Schema>): Column[] | null {
  const columns = Object.entries(properties).map(([key, schema]) => {
    const shape = simpleShape(key, schema);
    return shape && { key, title: schema.title ?? titleFromKey(key), shape };
  });
  return columns.every((column) => column !== null) ? columns : null;
}

function option(value: unknown): Option {
  const text = String(value);
  return { value: text, label: isChannel(text) ? CHANNEL_NAMES[text] : titleFromKey(text) };
}
