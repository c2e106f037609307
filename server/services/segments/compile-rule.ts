import { MARKETING } from '@/domain/guardrails/consent-record';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import type { ChoiceFieldId, ContactFieldId, InstantFieldId, NumberFieldId } from '@/domain/segments/fields';
import type {
  Comparison,
  Condition,
  EventCondition,
  MessageCondition,
  PropertyTest,
  PurchaseCondition,
  Rule,
  TextTest,
  Window,
} from '@/domain/segments/rule';
import { assertNever } from '@/domain/shared/assert-never';
import { after, DAY, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';

/** Whose customers, and when. */
export type At = Pick<ServiceContext, 'workspaceId' | 'now'>;

/** A rule as conditions on `customer c`; null and false are the same. */
export type CompiledRule = {
  /** What stands behind `FROM customer c`: what each customer did, added up once for all of them. */
  joins: Prisma.Sql;
  condition: Prisma.Sql;
  /** Each condition of the rule in its order, with the value it looks at. */
  leaves: { test: Prisma.Sql; measure: Prisma.Sql }[];
};

/**
 * A rule as SQL, its values all parameters and the tenant in every part of it. `scope` limits what is added up to some
 * customers; the caller limits `c` itself. Behaviour is added up set by set and joined, so that a count costs a few scans
 * and not a look for each customer.
 */
export function compileRule(at: At, rule: Rule, scope: readonly string[] | null = null): CompiledRule {
  const leaves: Leaf[] = [];
  const condition = compileNode(at, rule, scope, leaves);
  const joins = leaves.flatMap(({ join }) => (join ? [join] : []));
  return {
    joins: joins.length > 0 ? Prisma.join(joins, ' ') : Prisma.empty,
    condition,
    leaves: leaves.map(({ test, measure }) => ({ test, measure })),
  };
}

/** The customers who meet a rule, of those in `scope` where there is one: a query of their ids. */
export function customersWho(at: At, rule: Rule, scope: readonly string[] | null = null): Prisma.Sql {
  const { joins, condition } = compileRule(at, rule, scope);
  return Prisma.sql`SELECT c.id FROM customer c ${joins}
    WHERE c.workspace_id = ${at.workspaceId}::uuid AND c.erased_at IS NULL ${among(Prisma.sql`c.id`, scope)}
      AND ${condition}`;
}

/** The customer's last word on marketing on a channel: granted, withdrawn, or null where there is none. */
export function lastWord({ now }: Pick<At, 'now'>, channel: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT w.status FROM consent_event w
    WHERE w.workspace_id = c.workspace_id AND w.customer_id = c.id AND w.channel = ${channel}
      AND w.purpose = ${MARKETING} AND w.occurred_at <= ${now}::timestamptz
    ORDER BY w.occurred_at DESC, w.recorded_at DESC LIMIT 1)`;
}

type Leaf = { join: Prisma.Sql | null; test: Prisma.Sql; measure: Prisma.Sql };

function compileNode(at: At, rule: Rule, scope: readonly string[] | null, leaves: Leaf[]): Prisma.Sql {
  if (rule.kind !== 'group') {
    const leaf = compileCondition(at, rule, scope, Prisma.raw(`b${leaves.length}`));
    leaves.push(leaf);
    return Prisma.sql`(${leaf.test})`;
  }
  const parts = rule.rules.map((each) => compileNode(at, each, scope, leaves));
  const isAll = rule.match === 'all';
  const joined =
    parts.length > 0 ? Prisma.sql`(${Prisma.join(parts, isAll ? ' AND ' : ' OR ')})` : Prisma.raw(String(isAll));
  return rule.not ? Prisma.sql`(${joined} IS NOT TRUE)` : joined;
}

function compileCondition(at: At, condition: Condition, scope: readonly string[] | null, alias: Prisma.Sql): Leaf {
  switch (condition.kind) {
    case 'number': {
      const measure = NUMBERS[condition.field](at);
      return plain(compare(measure, condition.op, condition.value), measure);
    }
    case 'choice':
      return compileChoice(condition.field, condition.op, condition.values);
    case 'instant': {
      const measure = INSTANTS[condition.field];
      if (condition.op === 'known') return plain(Prisma.sql`${measure} IS NOT NULL`, iso(measure));
      if (condition.op === 'unknown') return plain(Prisma.sql`${measure} IS NULL`, iso(measure));
      return plain(ago(at, measure, condition.op, condition.days), iso(measure));
    }
    case 'contact': {
      const isKnown = Prisma.sql`${CONTACTS[condition.field]} IS NOT NULL`;
      return plain(condition.op === 'known' ? isKnown : Prisma.sql`NOT (${isKnown})`, isKnown);
    }
    case 'trait': {
      const text = scalar(Prisma.sql`c.traits`, condition.key);
      return plain(textTest(Prisma.sql`c.traits`, condition.key, condition.op, condition.value), text);
    }
    case 'consent': {
      const word = lastWord(at, Prisma.sql`${condition.channel}`);
      const test =
        condition.status === 'none' ? Prisma.sql`${word} IS NULL` : Prisma.sql`${word} = ${condition.status}`;
      return plain(test, word);
    }
    case 'event':
      return compileEvent(at, condition, scope, alias);
    case 'event_time': {
      const moment = condition.which === 'first' ? Prisma.sql`min(e.occurred_at)` : Prisma.sql`max(e.occurred_at)`;
      const join = joined(alias, moment, events(at, condition, scope), Prisma.sql`e.customer_id`);
      const measure = Prisma.sql`${alias}.n`;
      return { join, test: ago(at, measure, condition.op, condition.days), measure: iso(measure) };
    }
    case 'purchase':
      return counted(alias, purchases(at, condition, scope), condition);
    case 'message':
      return counted(alias, messages(at, condition, scope), condition);
    case 'cart': {
      const before = after(at.now, -condition.idleHours * HOUR);
      const rows = Prisma.sql`FROM cart k WHERE k.workspace_id = ${at.workspaceId}::uuid AND k.status = 'open'
        AND k.last_changed_at <= ${before}::timestamptz AND k.value_cents >= ${condition.valueAtLeast}::float8
        ${among(Prisma.sql`k.customer_id`, scope)}`;
      const join = joined(alias, Prisma.sql`max(k.value_cents)`, rows, Prisma.sql`k.customer_id`);
      return { join, test: Prisma.sql`${alias}.n IS NOT NULL`, measure: Prisma.sql`${alias}.n` };
    }
    case 'segment': {
      const isIn = Prisma.sql`EXISTS (SELECT 1 FROM segment_member s WHERE s.workspace_id = ${at.workspaceId}::uuid
        AND s.segment_id = ${condition.segmentId}::uuid AND s.customer_id = c.id)`;
      return plain(condition.op === 'in' ? isIn : Prisma.sql`NOT ${isIn}`, isIn);
    }
    default:
      return assertNever(condition);
  }
}

/** How long engagement points take to halve, by the policy in force, read once a statement. */
function halfLifeSeconds(workspaceId: string): Prisma.Sql {
  return Prisma.sql`SELECT 86400 * coalesce((SELECT (document #>> '{engagement,halfLifeDays}')::float8 FROM policy_version
    WHERE workspace_id = ${workspaceId}::uuid AND status = 'active' ORDER BY version DESC LIMIT 1),
    ${DEFAULT_POLICY.engagement.halfLifeDays}::float8)`;
}

const NUMBERS: Record<NumberFieldId, (at: At) => Prisma.Sql> = {
  order_count: () => Prisma.sql`c.order_count`,
  lifetime_value: () => Prisma.sql`c.lifetime_value_cents`,
  average_order: () =>
    Prisma.sql`CASE WHEN c.order_count > 0 THEN floor(c.lifetime_value_cents::float8 / c.order_count + 0.5) END`,
  // The score of domain/customers/engagement.ts, out of 100.
  engagement: ({ workspaceId, now }) => Prisma.sql`CASE WHEN c.engagement_at IS NULL OR c.engagement_points <= 0 THEN 0
    ELSE 100 * (1 - exp(-c.engagement_points
      * power(0.5, greatest(0, extract(epoch FROM ${now}::timestamptz - c.engagement_at)::float8)
        / (${halfLifeSeconds(workspaceId)})))) END`,
  delivered_touches: () => Prisma.sql`c.delivered_touches`,
  hard_bounces: () => Prisma.sql`c.hard_bounces`,
};

const INSTANTS: Record<InstantFieldId, Prisma.Sql> = {
  first_seen: Prisma.sql`c.first_seen_at`,
  last_seen: Prisma.sql`c.last_seen_at`,
  signed_up: Prisma.sql`c.signed_up_at`,
  last_engaged: Prisma.sql`c.last_engaged_at`,
  first_order: Prisma.sql`c.first_order_at`,
  last_order: Prisma.sql`c.last_order_at`,
};

const CONTACTS: Record<ContactFieldId, Prisma.Sql> = {
  email: Prisma.sql`c.email`,
  phone: Prisma.sql`c.phone`,
  external_id: Prisma.sql`c.external_id`,
};

/** The columns of choices, on `customer c`; also what the builder completes values from. */
export const CHOICES: Record<ChoiceFieldId, Prisma.Sql> = {
  stage: Prisma.sql`c.stage`,
  country: Prisma.sql`c.country`,
  region: Prisma.sql`c.region`,
  language: Prisma.sql`lower(split_part(replace(c.locale, '_', '-'), '-', 1))`,
  timezone: Prisma.sql`c.timezone`,
};

function compileChoice(field: ChoiceFieldId, op: 'is' | 'is_not', values: readonly string[]): Leaf {
  const wanted = field === 'language' ? values.map((value) => value.toLowerCase()) : [...values];
  const isOne = Prisma.sql`${CHOICES[field]} = ANY(${wanted}::text[])`;
  return plain(op === 'is' ? isOne : Prisma.sql`(${isOne}) IS NOT TRUE`, CHOICES[field]);
}

function compileEvent(at: At, condition: EventCondition, scope: readonly string[] | null, alias: Prisma.Sql): Leaf {
  const value =
    condition.sumOf === null
      ? Prisma.sql`count(*)`
      : Prisma.sql`sum(${numberOf(Prisma.sql`e.properties`, condition.sumOf)})`;
  const rows = Prisma.sql`${events(at, condition, scope)} ${within(at, Prisma.sql`e.occurred_at`, condition.window)}`;
  return counted(alias, { value, rows, by: Prisma.sql`e.customer_id`, isOfRows: condition.sumOf === null }, condition);
}

function events(
  at: At,
  { name, where }: { name: string; where: readonly PropertyTest[] },
  scope: readonly string[] | null,
): Prisma.Sql {
  const tests = where.map(
    ({ property, op, value }) => Prisma.sql`AND (${textTest(Prisma.sql`e.properties`, property, op, value)})`,
  );
  return Prisma.sql`FROM event e WHERE e.workspace_id = ${at.workspaceId}::uuid AND e.name = ${name}
    AND e.customer_id IS NOT NULL AND e.occurred_at <= ${at.now}::timestamptz
    ${among(Prisma.sql`e.customer_id`, scope)} ${tests.length > 0 ? Prisma.join(tests, ' ') : Prisma.empty}`;
}

/** `isOfRows`: each of the rows adds one, or none beside others of the same order. */
type Counted = { value: Prisma.Sql; rows: Prisma.Sql; by: Prisma.Sql; isOfRows: boolean };

function purchases(at: At, condition: PurchaseCondition, scope: readonly string[] | null): Counted {
  const { by, values, measure, window } = condition;
  const isByLine = by !== 'any' || measure === 'pieces';
  const lines = isByLine
    ? Prisma.sql`CROSS JOIN LATERAL jsonb_to_recordset(o.lines) AS l(sku text, quantity float8, "priceCents" float8)`
    : Prisma.empty;
  const products =
    by === 'category'
      ? Prisma.sql`JOIN product p ON p.workspace_id = ${at.workspaceId}::uuid AND p.sku = l.sku
          AND p.category = ANY(${values}::text[])`
      : Prisma.empty;
  const chosen = by === 'sku' ? Prisma.sql`AND l.sku = ANY(${values}::text[])` : Prisma.empty;
  return {
    value: purchaseValue(measure, isByLine),
    rows: Prisma.sql`FROM shop_order o ${lines} ${products} WHERE o.workspace_id = ${at.workspaceId}::uuid ${chosen}
      AND o.ordered_at <= ${at.now}::timestamptz ${among(Prisma.sql`o.customer_id`, scope)}
      ${within(at, Prisma.sql`o.ordered_at`, window)}`,
    by: Prisma.sql`o.customer_id`,
    isOfRows: measure === 'orders',
  };
}

function purchaseValue(measure: PurchaseCondition['measure'], isByLine: boolean): Prisma.Sql {
  switch (measure) {
    case 'orders':
      return isByLine ? Prisma.sql`count(DISTINCT o.id)` : Prisma.sql`count(*)`;
    case 'pieces':
      return Prisma.sql`sum(l.quantity)`;
    case 'spent':
      return isByLine
        ? Prisma.sql`sum(l.quantity * l."priceCents")`
        : Prisma.sql`sum(o.revenue_cents - o.refunded_cents)`;
    case 'largest_order':
      return Prisma.sql`max(o.revenue_cents - o.refunded_cents)`;
  }
}

const ACTS: Record<MessageCondition['act'], Prisma.Sql> = {
  delivered: Prisma.sql`m.delivered_at`,
  opened: Prisma.sql`m.opened_at`,
  clicked: Prisma.sql`m.clicked_at`,
};

function messages(at: At, { act, channel, window }: MessageCondition, scope: readonly string[] | null): Counted {
  const moment = ACTS[act];
  return {
    value: Prisma.sql`count(*)`,
    rows: Prisma.sql`FROM message m WHERE m.workspace_id = ${at.workspaceId}::uuid
      AND ${moment} <= ${at.now}::timestamptz ${within(at, moment, window)}
      ${act === 'delivered' ? Prisma.sql`AND m.bounced_at IS NULL` : Prisma.empty}
      ${channel === 'any' ? Prisma.empty : Prisma.sql`AND m.channel = ${channel}`}
      ${among(Prisma.sql`m.customer_id`, scope)}`,
    by: Prisma.sql`m.customer_id`,
    isOfRows: true,
  };
}

/** A condition on what a customer's rows come to; no rows come to 0. */
function counted(
  alias: Prisma.Sql,
  { value, rows, by, isOfRows }: Counted,
  asked: { op: Comparison; value: number },
): Leaf {
  const measure = Prisma.sql`coalesce(${alias}.n, 0)`;
  if (isOfRows && asksForNone(asked)) {
    // The first row tells: nothing is added up, and the join is dropped where nobody looks at the measure.
    const test = Prisma.sql`NOT EXISTS (SELECT ${rows} AND ${by} = c.id)`;
    return { join: joined(alias, value, rows, by), test, measure };
  }
  // Said without the 0, the database sees that whoever has no rows is out, and joins those alone who have some.
  const looked = asked.op === 'at_least' && asked.value > 0 ? Prisma.sql`${alias}.n` : measure;
  return { join: joined(alias, value, rows, by), test: compare(looked, asked.op, asked.value), measure };
}

/** Whether a count is asked for nobody but those who have no row at all. */
function asksForNone({ op, value }: { op: Comparison; value: number }): boolean {
  return (op === 'at_most' && value >= 0 && value < 1) || (op === 'exactly' && value === 0);
}

function joined(alias: Prisma.Sql, value: Prisma.Sql, rows: Prisma.Sql, by: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`LEFT JOIN (SELECT ${by} AS customer_id, ${value} AS n ${rows} GROUP BY 1) AS ${alias}
    ON ${alias}.customer_id = c.id`;
}

function plain(test: Prisma.Sql, measure: Prisma.Sql): Leaf {
  return { join: null, test, measure };
}

function compare(measure: Prisma.Sql, op: Comparison, value: number): Prisma.Sql {
  switch (op) {
    case 'at_least':
      return Prisma.sql`${measure} >= ${value}::float8`;
    case 'at_most':
      return Prisma.sql`${measure} <= ${value}::float8`;
    case 'exactly':
      return Prisma.sql`${measure} = ${value}::float8`;
  }
}

function ago({ now }: At, moment: Prisma.Sql, op: 'within' | 'longer_ago', days: number): Prisma.Sql {
  const since = after(now, -days * DAY);
  return op === 'within'
    ? Prisma.sql`${moment} >= ${since}::timestamptz`
    : Prisma.sql`${moment} <= ${since}::timestamptz`;
}

function within({ now }: At, moment: Prisma.Sql, window: Window): Prisma.Sql {
  if (window.kind === 'ever') return Prisma.empty;
  const edge = after(now, -window.days * DAY);
  return window.kind === 'last'
    ? Prisma.sql`AND ${moment} >= ${edge}::timestamptz`
    : Prisma.sql`AND ${moment} <= ${edge}::timestamptz`;
}

function among(column: Prisma.Sql, scope: readonly string[] | null): Prisma.Sql {
  return scope === null ? Prisma.empty : Prisma.sql`AND ${column} = ANY(${[...scope]}::uuid[])`;
}

function iso(moment: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** A value of a JSON object as text; null where it is missing, null, or itself a list or an object. */
function scalar(json: Prisma.Sql, key: string): Prisma.Sql {
  return Prisma.sql`(CASE WHEN jsonb_typeof(${json} -> ${key}::text) IN ('string', 'number', 'boolean')
    THEN ${json} ->> ${key}::text END)`;
}

/** The same as a number, also where the shop sent it as text; null where it is none. */
function numberOf(json: Prisma.Sql, key: string): Prisma.Sql {
  return Prisma.sql`(CASE jsonb_typeof(${json} -> ${key}::text)
    WHEN 'number' THEN (${json} ->> ${key}::text)::numeric
    WHEN 'string' THEN CASE WHEN (${json} ->> ${key}::text) ~ '^-?[0-9]{1,15}([.][0-9]{1,6})?$'
      THEN (${json} ->> ${key}::text)::numeric END END)`;
}

function textTest(json: Prisma.Sql, key: string, op: TextTest, value: string): Prisma.Sql {
  const text = scalar(json, key);
  switch (op) {
    case 'is':
      return Prisma.sql`${text} = ${value}`;
    case 'is_not':
      return Prisma.sql`${text} IS DISTINCT FROM ${value}`;
    case 'contains':
      return Prisma.sql`position(lower(${value}::text) IN lower(${text})) > 0`;
    case 'at_least':
      return Prisma.sql`${numberOf(json, key)} >= ${value}::text::numeric`;
    case 'at_most':
      return Prisma.sql`${numberOf(json, key)} <= ${value}::text::numeric`;
    case 'known':
      return Prisma.sql`${text} IS NOT NULL`;
    case 'unknown':
      return Prisma.sql`${text} IS NULL`;
  }
}
