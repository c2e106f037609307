import { z } from 'zod';
import { CHANNELS } from '../channels/channel-ids';
import { isLifecycleStage } from '../customers/lifecycle-stages';
import { CHOICE_FIELDS, CONTACT_FIELDS, INSTANT_FIELDS, NUMBER_FIELDS } from './fields';
import {
  COMPARISONS,
  type Condition,
  conditionsOf,
  MOST_CONDITIONS,
  MOST_DEPTH,
  type Rule,
  type RuleGroup,
  TEXT_TESTS,
} from './rule';

const LARGEST = 2_000_000_000;

function keysOf<Id extends string>(fields: Record<Id, unknown>): [Id, ...Id[]] {
  return Object.keys(fields) as [Id, ...Id[]];
}

const Name = z
  .string()
  .trim()
  .min(1, 'Say which: a name is missing.')
  .max(255, 'A name has 255 characters at most.')
  .refine((text) => !text.includes('\u0000'), 'A name holds no NUL character.');
const Value = z
  .string()
  .max(255, 'A value has 255 characters at most.')
  .refine((text) => !text.includes('\u0000'), 'A value holds no NUL character.');
const Days = z
  .number('Give the number of days.')
  .int('Days are whole numbers.')
  .min(0, 'Days are 0 or more.')
  .max(3650, 'Days are 3,650 at most.');
const Amount = z
  .number('Give a number.')
  .min(0, 'A number is 0 or more.')
  .max(LARGEST, 'This number is larger than any that is kept.');
const Values = z
  .array(Name)
  .min(1, 'Choose at least one value.')
  .max(50, 'Choose 50 values at most.')
  .transform((values) => [...new Set(values)]);
const Comparing = z.enum(COMPARISONS);
const Window = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ever') }),
  z.object({ kind: z.literal('last'), days: Days.min(1, 'Give at least one day.') }),
  z.object({ kind: z.literal('before'), days: Days.min(1, 'Give at least one day.') }),
]);

const needsValue = ({ op, value }: { op: string; value: string }) =>
  op === 'known' || op === 'unknown' || op === 'is' || op === 'is_not' || value !== '';
const needsNumber = ({ op, value }: { op: string; value: string }) =>
  (op !== 'at_least' && op !== 'at_most') || /^-?\d{1,15}(\.\d{1,6})?$/.test(value);
const VALUE_MISSING = { message: 'Give the value to look for.', path: ['value'] };
const NOT_A_NUMBER = { message: 'Give a number, such as 20 or 2.5.', path: ['value'] };

const PropertyTest = z
  .object({ property: Name, op: z.enum(TEXT_TESTS), value: Value })
  .refine(needsValue, VALUE_MISSING)
  .refine(needsNumber, NOT_A_NUMBER);
const Where = z.array(PropertyTest).max(5, 'An event has five conditions at most.');

const ConditionSchema: z.ZodType<Condition, Condition> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), field: z.enum(keysOf(NUMBER_FIELDS)), op: Comparing, value: Amount }),
  z
    .object({
      kind: z.literal('choice'),
      field: z.enum(keysOf(CHOICE_FIELDS)),
      op: z.enum(['is', 'is_not']),
      values: Values,
    })
    .refine(({ field, values }) => field !== 'stage' || values.every(isLifecycleStage), {
      message: 'A stage is new, active, at_risk or churned.',
      path: ['values'],
    })
    .refine(({ field, values }) => field !== 'country' || values.every((code) => /^[A-Z]{2}$/.test(code)), {
      message: 'A country is two capital letters, such as DE.',
      path: ['values'],
    }),
  z.object({
    kind: z.literal('instant'),
    field: z.enum(keysOf(INSTANT_FIELDS)),
    op: z.enum(['within', 'longer_ago', 'known', 'unknown']),
    days: Days,
  }),
  z.object({ kind: z.literal('contact'), field: z.enum(keysOf(CONTACT_FIELDS)), op: z.enum(['known', 'unknown']) }),
  z
    .object({ kind: z.literal('trait'), key: Name, op: z.enum(TEXT_TESTS), value: Value })
    .refine(needsValue, VALUE_MISSING)
    .refine(needsNumber, NOT_A_NUMBER),
  z.object({
    kind: z.literal('consent'),
    channel: z.enum(CHANNELS),
    status: z.enum(['granted', 'withdrawn', 'none']),
  }),
  z.object({
    kind: z.literal('event'),
    name: Name,
    where: Where,
    sumOf: Name.nullable(),
    op: Comparing,
    value: Amount,
    window: Window,
  }),
  z.object({
    kind: z.literal('event_time'),
    name: Name,
    where: Where,
    which: z.enum(['first', 'last']),
    op: z.enum(['within', 'longer_ago']),
    days: Days,
  }),
  z
    .object({
      kind: z.literal('purchase'),
      by: z.enum(['any', 'sku', 'category']),
      values: z.array(Name).max(50, 'Choose 50 values at most.'),
      measure: z.enum(['orders', 'pieces', 'spent', 'largest_order']),
      op: Comparing,
      value: Amount,
      window: Window,
    })
    .refine(({ by, values }) => by === 'any' || values.length > 0, {
      message: 'Choose at least one product or category.',
      path: ['values'],
    })
    .refine(({ by, measure }) => by === 'any' || measure !== 'largest_order', {
      message: 'The largest order is of any product.',
      path: ['measure'],
    }),
  z.object({
    kind: z.literal('message'),
    act: z.enum(['delivered', 'opened', 'clicked']),
    channel: z.enum([...CHANNELS, 'any']),
    op: Comparing,
    value: Amount,
    window: Window,
  }),
  z.object({ kind: z.literal('cart'), idleHours: z.number().int().min(0).max(8760), valueAtLeast: Amount }),
  z.object({
    kind: z.literal('segment'),
    segmentId: z.uuid('Choose a segment.'),
    op: z.enum(['in', 'not_in']),
  }),
]);

const Group: z.ZodType<RuleGroup, RuleGroup> = z.object({
  kind: z.literal('group'),
  match: z.enum(['all', 'any']),
  not: z.boolean(),
  rules: z.array(z.lazy(() => z.union([Group, ConditionSchema]))).min(1, 'A group needs at least one condition.'),
});

// Looked at before anything walks down into it: a rule of a thousand levels would break whoever reads it.
const Shallow = z.custom<RuleGroup>(
  (value) => depthOf(value, MOST_DEPTH + 1) <= MOST_DEPTH,
  `Groups go ${MOST_DEPTH} deep at most.`,
);

/** What people write of a segment: always a group, of 30 conditions at most. Says where and how to mend what is wrong. */
export const SegmentRule: z.ZodType<RuleGroup, RuleGroup> = Shallow.pipe(Group).refine(
  (rule) => conditionsOf(rule).length <= MOST_CONDITIONS,
  `A rule has ${MOST_CONDITIONS} conditions at most. Make a segment of some of them, and use that.`,
);

/** The first thing that is wrong with a rule, and at which of its conditions; null where it is whole. */
export function ruleProblem(rule: unknown): { message: string; path: (string | number)[] } | null {
  const [issue] = SegmentRule.safeParse(rule).error?.issues ?? [];
  if (!issue) return null;
  return { message: issue.message, path: issue.path.filter((part) => typeof part !== 'symbol') };
}

function depthOf(value: unknown, most: number): number {
  if (most === 0 || typeof value !== 'object' || value === null || !('rules' in value)) return 0;
  const { rules } = value;
  if (!Array.isArray(rules)) return 1;
  return 1 + Math.max(0, ...rules.slice(0, 1_000).map((rule: Rule) => depthOf(rule, most - 1)));
}
