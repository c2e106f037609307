import type { Rule } from '@/domain/segments/rule';
import { conditionInWords, measuredInWords, type WordsFacts } from '@/domain/segments/rule-words';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { ruleOf } from './claim-segment';
import { type CompiledRule, compileRule } from './compile-rule';
import { wordsFacts } from './read-segments';
import type { CustomerSegment, Explained } from './types';

type Measured = { measured: string | null; passes: boolean };

/**
 * Which segments a customer is in, and for each why or why not: the rule with what each of its conditions found, by the
 * same queries that make the members. Those they are in come first. Throws forbidden, and not_found.
 */
export async function customerSegments(ctx: ServiceContext, input: { customerId: string }): Promise<CustomerSegment[]> {
  authorise(ctx, 'segments.read');
  authorise(ctx, 'customers.read');
  const { workspaceId } = ctx;
  const { customerId } = input;
  if ((await ctx.db.customer.count({ where: { workspaceId, id: customerId } })) === 0) {
    throw new ServiceError('not_found', 'There is no such customer.');
  }
  const [segments, members, left, facts] = await Promise.all([
    ctx.db.segment.findMany({ where: { workspaceId, isArchived: false }, orderBy: { name: 'asc' } }),
    ctx.db.segmentMember.findMany({ where: { workspaceId, customerId } }),
    ctx.db.segmentChange.groupBy({
      by: ['segmentId'],
      where: { workspaceId, customerId, kind: 'left' },
      _max: { changedAt: true },
    }),
    wordsFacts(ctx),
  ]);
  const entered = new Map(members.map(({ segmentId, enteredAt }) => [segmentId, enteredAt]));
  const leftAt = new Map(left.map((row) => [row.segmentId, row._max.changedAt]));
  const explained: CustomerSegment[] = [];
  // One after the other: a page that is opened must not take every connection there is.
  for (const row of segments) {
    explained.push({
      id: row.id,
      name: row.name,
      isIn: entered.has(row.id),
      enteredAt: entered.get(row.id) ?? null,
      leftAt: entered.has(row.id) ? null : (leftAt.get(row.id) ?? null),
      explained: await explainRule(ctx, ruleOf(row), customerId, facts),
    });
  }
  return explained.toSorted((a, b) => Number(b.isIn) - Number(a.isIn));
}

/** A rule with what each of its conditions finds of one customer now. */
export async function explainRule(
  ctx: ServiceContext,
  rule: Rule,
  customerId: string,
  facts: WordsFacts,
): Promise<Explained> {
  const found = await measure(ctx, compileRule(ctx, rule, [customerId]), customerId);
  return explainNode(rule, found, facts);
}

/** What each condition finds, in the order of the rule. */
async function measure(ctx: ServiceContext, compiled: CompiledRule, customerId: string): Promise<Measured[]> {
  const columns = compiled.leaves.map(
    ({ test, measure: value }) =>
      Prisma.sql`json_build_object('passes', (${test}) IS TRUE, 'measured', (${value})::text)`,
  );
  const [row] = await ctx.db.$queryRaw<{ found: Measured[] }[]>`
    SELECT json_build_array(${Prisma.join(columns)}) AS found FROM customer c ${compiled.joins}
    WHERE c.workspace_id = ${ctx.workspaceId}::uuid AND c.id = ${customerId}::uuid`;
  return row?.found ?? [];
}

/** Takes what was found from the front of `found`, a condition at a time. */
function explainNode(rule: Rule, found: Measured[], facts: WordsFacts): Explained {
  if (rule.kind !== 'group') {
    const { measured, passes } = found.shift() ?? { measured: null, passes: false };
    const words = conditionInWords(rule, facts);
    return { kind: 'condition', words, measured: measuredInWords(rule, measured, facts), passes };
  }
  const { match, not } = rule;
  const rules = rule.rules.map((each) => explainNode(each, found, facts));
  const holds = match === 'all' ? rules.every(({ passes }) => passes) : rules.some(({ passes }) => passes);
  return { kind: 'group', match, not, passes: holds !== not, rules };
}
