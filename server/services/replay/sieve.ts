import { z } from 'zod';
import { FIRST_OUTCOMES } from '@/domain/replay/first-outcomes';
import { type Limit, limitsToMeet, readsTheSame } from '@/domain/replay/footprint';
import type { UntouchedGroup } from '@/domain/replay/tally';
import { Moments } from '@/domain/statistics/moments';
import type { ServiceContext } from '../../context';
import { type Db, tenantPool } from '../../db';
import { DECIDING_CODE } from '../../deciding-code';
import { type Period, periodSql } from './period';
import type { Came, Counted, Questions } from './recorded-decisions';

/**
 * Which decisions the policy tried leaves as they are: by the version they were made under, what those have read that it
 * says the same of; and which of its thresholds have to lie within the spans of each.
 */
export type Sieve = {
  readonly versions: readonly number[];
  readonly reads: readonly string[];
  readonly limits: readonly Limit[];
};

const LETS_ALL_THROUGH: Sieve = { versions: [], reads: [], limits: [] };

/** What a period's decisions depend on, held against what is tried: thousands of decisions have read the same. */
export async function makeSieve(ctx: ServiceContext, questions: Questions, triesThen: boolean): Promise<Sieve> {
  // Under the policies of then nothing differs: who asks that wants to see them decided again.
  if (DECIDING_CODE === null || triesThen) return LETS_ALL_THROUGH;
  const { rows } = await tenantPool(ctx.workspaceId).query<{ version: number; reads: string }>({
    text: `SELECT policy_version AS version, footprint AS reads FROM decision_footprint
      WHERE workspace_id = $1 AND code = $2 GROUP BY 1, 2`,
    values: [ctx.workspaceId, DECIDING_CODE],
  });
  const untouched = rows.filter(({ version, reads }) => {
    const { original, tried } = questions(version);
    return original !== null && (tried === null || readsTheSame(reads, original, tried));
  });
  const asked = [...new Set(untouched.map(({ version }) => version))].map(questions);
  const tried = asked.find((question) => question.tried !== null)?.tried ?? null;
  return {
    versions: untouched.map(({ version }) => version),
    reads: untouched.map(({ reads }) => reads),
    limits: tried
      ? limitsToMeet(
          asked.flatMap(({ original }) => original ?? []),
          tried,
        )
      : [],
  };
}

/** Whether each limit lies in its span, as SQL; `parameters` has the values of the limits, in turn. */
function withinSpansSql(limits: readonly Limit[], parameters: string): string {
  const within = limits.map(({ nth }, index) => {
    // PostgreSQL counts from one. What has no end says nothing, as what was never read.
    const [from, to] = [2 * nth + 1, 2 * nth + 2].map((at) => `f.spans[${at}]`);
    const value = `(${parameters}::float8[])[${index + 1}]`;
    return `coalesce(${value} >= ${from}, true) AND coalesce(${value} <= ${to}, true)`;
  });
  return ['held.reads IS NOT NULL', ...within].join(' AND ');
}

/** A stretch of a period: what the sieve held back, added up, and which decisions have to be made again, in order. */
export type Stretch = {
  readonly looked: number;
  readonly untouched: readonly UntouchedGroup[];
  readonly touched: readonly string[];
  readonly last: Counted | null;
};

const Group = z.object({
  outcome: z.enum(FIRST_OUTCOMES),
  value: Moments,
  discount: Moments,
  discountAtMost: Moments,
});
const Row = z.object({
  looked: z.number(),
  untouched: z.array(Group).nullable(),
  touched: z.array(z.string()).nullable(),
  lastAt: z.date().nullable(),
  lastId: z.string().nullable(),
});

const momentsSql = (of: string) =>
  `json_build_object('count', count(*), 'mean', avg(${of}), 'squares', var_pop(${of}) * count(*))`;

/**
 * The next so many decisions of a period. One statement, so that what is held back and what is not are told by one look
 * at the database, whatever others write meanwhile. It reads no snapshot and no document.
 */
export async function nextStretch(
  ctx: ServiceContext,
  period: Period,
  sieve: Sieve,
  counted: Counted | null,
  take: number,
): Promise<Stretch> {
  const { where, values } = periodSql(ctx, period, counted);
  const [code, versions, reads, limit, limits = ''] = [1, 2, 3, 4, 5].map((nth) => `$${values.length + nth}`);
  const { rows } = await tenantPool(ctx.workspaceId).query({
    text: `WITH held AS MATERIALIZED (
        SELECT * FROM unnest(${versions}::int[], ${reads}::text[]) AS held(policy_version, reads)
      ), looked AS MATERIALIZED (
        SELECT d.id, d.decided_at, ${withinSpansSql(sieve.limits, limits)} AS is_held, f.outcome,
          f.expected_value_cents AS value, f.discount_cents::float8 AS discount_at_most,
          f.discount_cents * coalesce(f.probability, 0) AS discount
        FROM (SELECT id, decided_at FROM decision WHERE ${where} ORDER BY decided_at, id LIMIT ${limit}) d
        LEFT JOIN decision_footprint f ON f.workspace_id = $1 AND f.decision_id = d.id AND f.code = ${code}
        LEFT JOIN held ON held.policy_version = f.policy_version AND held.reads = f.footprint
      ), last AS (SELECT decided_at, id FROM looked ORDER BY decided_at DESC, id DESC LIMIT 1)
      SELECT (SELECT count(*)::int FROM looked) AS looked,
        (SELECT json_agg(by_outcome) FROM (
          SELECT outcome, ${momentsSql('value')} AS value, ${momentsSql('discount')} AS discount,
            ${momentsSql('discount_at_most')} AS "discountAtMost"
          FROM looked WHERE is_held GROUP BY outcome) AS by_outcome) AS untouched,
        (SELECT array_agg(id ORDER BY decided_at, id) FROM looked WHERE NOT is_held) AS touched,
        (SELECT decided_at FROM last) AS "lastAt", (SELECT id FROM last) AS "lastId"`,
    values: [
      ...values,
      DECIDING_CODE,
      sieve.versions,
      sieve.reads,
      take,
      ...(sieve.limits.length > 0 ? [sieve.limits.map(({ value }) => value)] : []),
    ],
  });
  const { looked, untouched, touched, lastAt, lastId } = Row.parse(rows[0]);
  return {
    looked,
    untouched: untouched ?? [],
    touched: touched ?? [],
    last: lastAt && lastId ? { at: lastAt, id: lastId } : null,
  };
}

/** Keeps what deciding again brought to light, so that the next replay need not: for decisions of another code's time. */
export async function learnFootprints(tx: Db, ctx: ServiceContext, replayed: readonly Came[]): Promise<void> {
  if (DECIDING_CODE === null) return;
  const learnt = replayed.flatMap(({ id, policyVersion, isOfThisCode, came }) => {
    if (isOfThisCode || came.kind === 'gap' || came.footprint === null) return [];
    const { outcome, probability, expectedValueCents, discountCents } = came.before;
    const first = { outcome, probability, expected_value_cents: expectedValueCents, discount_cents: discountCents };
    return { decision_id: id, policy_version: policyVersion, ...came.footprint, ...first };
  });
  if (learnt.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO decision_footprint (workspace_id, decision_id, policy_version, code, footprint, spans, outcome,
      probability, expected_value_cents, discount_cents)
    SELECT ${ctx.workspaceId}::uuid, decision_id, policy_version, ${DECIDING_CODE}, reads, spans, outcome, probability,
      expected_value_cents, discount_cents
    FROM json_to_recordset(${JSON.stringify(learnt)}::json) AS learnt(decision_id uuid, policy_version int,
      reads text, spans real[], outcome text, probability float8, expected_value_cents float8, discount_cents int)
    -- One that is gone meanwhile, with its customer, needs none.
    WHERE EXISTS (SELECT 1 FROM decision d WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.id = decision_id)
    ORDER BY decision_id
    ON CONFLICT (workspace_id, decision_id) DO UPDATE SET code = excluded.code, footprint = excluded.footprint,
      spans = excluded.spans, policy_version = excluded.policy_version, outcome = excluded.outcome, probability = excluded.probability,
      expected_value_cents = excluded.expected_value_cents, discount_cents = excluded.discount_cents`;
}
