import { describe, expect, it } from 'vitest';
import { cycleThrough, inOrder } from './cycle';
import {
  type Condition,
  conditionsOf,
  hasClock,
  MOST_CONDITIONS,
  MOST_DEPTH,
  missingIn,
  type Rule,
  type RuleGroup,
} from './rule';
import { ruleProblem, SegmentRule } from './rule-schema';
import { measuredInWords, ruleInWords } from './rule-words';
import { segmentTemplates } from './templates';

const SEGMENT = '01900000-0000-7000-8000-0000000000f1';
const all = (...rules: Rule[]): RuleGroup => ({ kind: 'group', match: 'all', not: false, rules });
const any = (...rules: Rule[]): RuleGroup => ({ ...all(...rules), match: 'any' });
const not = (...rules: Rule[]): RuleGroup => ({ ...all(...rules), not: true });
const orders = (value: number): Condition => ({ kind: 'number', field: 'order_count', op: 'at_least', value });
const viewed: Condition = {
  kind: 'event',
  name: 'Product Viewed',
  where: [{ property: 'category', op: 'is', value: 'Shoes' }],
  sumOf: null,
  op: 'at_least',
  value: 3,
  window: { kind: 'last', days: 60 },
};
const facts = { currency: 'USD', segmentName: (id: string) => (id === SEGMENT ? 'VIPs' : null) };
const words = (...rules: Rule[]) => ruleInWords(all(...rules), facts);

describe('what a rule may be', () => {
  it.each<[string, unknown, string | RegExp, (string | number)[]]>([
    ['nothing', undefined, /./, []],
    ['a group of nothing', all(), 'A group needs at least one condition.', ['rules']],
    ['a condition of an unknown kind', all({ kind: 'weather' } as never), /./, ['rules', 0]],
    [
      'a stage nobody has',
      all({ kind: 'choice', field: 'stage', op: 'is', values: ['asleep'] }),
      /A stage is/,
      ['rules', 0, 'values'],
    ],
    [
      'a country in full',
      all(orders(1), { kind: 'choice', field: 'country', op: 'is', values: ['Germany'] }),
      /two capital letters/,
      ['rules', 1, 'values'],
    ],
    ['an event without a name', all({ ...viewed, name: ' ' }), /a name is missing/, ['rules', 0, 'name']],
    [
      'a comparison with a word',
      all({ kind: 'trait', key: 'age', op: 'at_least', value: 'old' }),
      /Give a number/,
      ['rules', 0, 'value'],
    ],
    [
      'products without any',
      all({ ...PURCHASE(), by: 'sku' }),
      'Choose at least one product or category.',
      ['rules', 0, 'values'],
    ],
    ['NUL', all({ ...viewed, name: 'a\u0000' }), /NUL/, ['rules', 0, 'name']],
  ])('%s is refused, saying where', (_name, rule, message, path) => {
    const problem = ruleProblem(rule);
    expect(problem?.message).toMatch(message);
    if (path.length > 0) expect(problem?.path.slice(0, path.length)).toEqual(path);
  });

  it('goes so deep and so far, and no further', () => {
    const deep = (levels: number): RuleGroup => (levels === 1 ? all(orders(1)) : all(deep(levels - 1)));
    expect(ruleProblem(deep(MOST_DEPTH))).toBeNull();
    expect(ruleProblem(deep(MOST_DEPTH + 1))?.message).toContain('deep');
    expect(ruleProblem(deep(5_000))?.message).toContain('deep');
    const wide = (count: number) => all(...Array.from({ length: count }, () => orders(1)));
    expect(ruleProblem(wide(MOST_CONDITIONS))).toBeNull();
    expect(ruleProblem(wide(MOST_CONDITIONS + 1))?.message).toContain('30 conditions');
  });

  it('can be each of the templates', () => {
    const templates = segmentTemplates('USD');
    for (const { rule } of templates) expect(SegmentRule.parse(rule)).toEqual(rule);
    expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length);
  });

  it('can be the template of the best customers in any currency', () => {
    const least = (currency: string) => segmentTemplates(currency).find(({ id }) => id === 'vips')?.rule.rules[0];
    expect(least('GBP')).toMatchObject({ value: 50_000 });
    expect(least('KWD')).toMatchObject({ value: 150_000 });
  });
});

function PURCHASE(): Extract<Condition, { kind: 'purchase' }> {
  return {
    kind: 'purchase',
    by: 'any',
    values: [],
    measure: 'orders',
    op: 'at_least',
    value: 2,
    window: { kind: 'last', days: 60 },
  };
}

describe('what a condition still lacks', () => {
  const trait: Condition = { kind: 'trait', key: 'plan', op: 'is', value: '' };
  it.each<[string, Condition, boolean]>([
    ['a number', orders(0), true],
    ['a choice of nothing', { kind: 'choice', field: 'country', op: 'is', values: [] }, false],
    ['a trait that is empty', trait, true],
    ['a trait without its name', { ...trait, key: '' }, false],
    ['a trait that contains nothing', { ...trait, op: 'contains' }, false],
    ['a trait at least a word', { ...trait, op: 'at_least', value: 'gold' }, false],
    ['an event', viewed, true],
    ['an event without its name', { ...viewed, name: '' }, false],
    ['a sum of nothing', { ...viewed, sumOf: '' }, false],
    ['a property without its name', { ...viewed, where: [{ property: '', op: 'is', value: 'x' }] }, false],
    ['a category of none', { ...PURCHASE(), by: 'category' }, false],
    ['another segment', { kind: 'segment', segmentId: SEGMENT, op: 'in' }, true],
    ['no segment', { kind: 'segment', segmentId: '', op: 'in' }, false],
  ])('%s is as whole to the builder as to the schema', (_name, condition, isWhole) => {
    expect(missingIn(condition) === null).toBe(isWhole);
    expect(ruleProblem(all(condition)) === null).toBe(isWhole);
  });
});

describe('its words', () => {
  it.each<[string, Rule]>([
    ['number of orders is at least 3', orders(3)],
    ['lifetime value is at most $500.00', { kind: 'number', field: 'lifetime_value', op: 'at_most', value: 50_000 }],
    [
      'lifecycle stage is At risk or Churned',
      { kind: 'choice', field: 'stage', op: 'is', values: ['at_risk', 'churned'] },
    ],
    ['country is not DE, AT or CH', { kind: 'choice', field: 'country', op: 'is_not', values: ['DE', 'AT', 'CH'] }],
    ['last ordered in the last 30 days', { kind: 'instant', field: 'last_order', op: 'within', days: 30 }],
    ['never signed up', { kind: 'instant', field: 'signed_up', op: 'unknown', days: 0 }],
    ['e-mail address is known', { kind: 'contact', field: 'email', op: 'known' }],
    ['trait “plan” is not “gold”', { kind: 'trait', key: 'plan', op: 'is_not', value: 'gold' }],
    ['refused marketing by SMS', { kind: 'consent', channel: 'sms', status: 'withdrawn' }],
    ['did “Product Viewed” with “category” is “Shoes” at least 3 times in the last 60 days', viewed],
    [
      'never did “Product Viewed” more than 7 days ago',
      { ...viewed, where: [], op: 'exactly', value: 0, window: { kind: 'before', days: 7 } },
    ],
    [
      '“price” of “Product Viewed” adds up to at least 3',
      { ...viewed, where: [], sumOf: 'price', window: { kind: 'ever' } },
    ],
    ['ordered at least 2 times in the last 60 days', PURCHASE()],
    ['bought MUG or CUP at least 2 times in the last 60 days', { ...PURCHASE(), by: 'sku', values: ['MUG', 'CUP'] }],
    ['did not order in the last 60 days', { ...PURCHASE(), op: 'exactly', value: 0 }],
    [
      'spent at least $50.00 on products from Tea in the last 60 days',
      { ...PURCHASE(), by: 'category', values: ['Tea'], measure: 'spent', value: 5_000 },
    ],
    [
      'opened no E-mail message in the last 30 days',
      { kind: 'message', act: 'opened', channel: 'email', op: 'exactly', value: 0, window: { kind: 'last', days: 30 } },
    ],
    [
      'has an open cart of at least $20.00 left alone for at least 1 hour',
      { kind: 'cart', idleHours: 1, valueAtLeast: 2_000 },
    ],
    ['is not in segment “VIPs”', { kind: 'segment', segmentId: SEGMENT, op: 'not_in' }],
  ])('%s', (expected, rule) => {
    expect(words(rule)).toBe(expected);
  });

  it('keep groups apart', () => {
    expect(words(orders(1), any(orders(2), orders(3)), not(orders(4)))).toBe(
      'number of orders is at least 1 and (number of orders is at least 2 or number of orders is at least 3) and not (number of orders is at least 4)',
    );
  });

  it('say what was found', () => {
    expect(measuredInWords(viewed, '2', facts)).toBe('2 times');
    expect(measuredInWords({ ...PURCHASE(), measure: 'spent' }, '1250', facts)).toBe('$12.50');
    expect(measuredInWords({ kind: 'instant', field: 'last_order', op: 'within', days: 3 }, null, facts)).toBe('never');
  });
});

describe('what a rule depends on', () => {
  it('is time, where a window or an age is in it', () => {
    expect(hasClock(all(orders(1), { kind: 'contact', field: 'email', op: 'known' }))).toBe(false);
    expect(hasClock(all(orders(1), any(viewed)))).toBe(true);
    expect(hasClock(all({ ...viewed, window: { kind: 'ever' } }))).toBe(false);
    expect(conditionsOf(all(orders(1), any(viewed, orders(2))))).toHaveLength(3);
  });

  it('is other segments, which must not lead back', () => {
    const named = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
      ['d', []],
    ]);
    expect(cycleThrough('a', named)).toBeNull();
    expect(cycleThrough('a', new Map([...named, ['d', ['a']]]))).toEqual(['a', 'b', 'd', 'a']);
    expect(cycleThrough('a', new Map([['a', ['a']]]))).toEqual(['a', 'a']);
    const items = [...named].map(([id, names]) => ({ id, names }));
    expect(inOrder(items).map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a']);
    expect(inOrder([{ id: 'x', names: ['gone'] }]).map(({ id }) => id)).toEqual(['x']);
  });
});
