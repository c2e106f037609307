import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import { engagementScore } from '@/domain/customers/engagement';
import { LifecycleStage } from '@/domain/customers/stage';
import { VALUE_BANDS, type ValueBand, type ValueBandId } from '@/domain/customers/value-bands';
import { MARKETING } from '@/domain/guardrails/consent-record';
import type { Policy } from '@/domain/policies/policy';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { pageOf, readCursor, WrittenInstant, writeCursor } from '../../keyset';
import { activePolicy } from '../policies';
import { customerBands } from './customer-bands';

export const CUSTOMER_SORTS = ['lastSeen', 'lastEngaged', 'value', 'orders'] as const;

export const CustomerListInput = z.object({
  /** Part of an id, address or name. */
  search: z.string().trim().max(200).optional(),
  stage: LifecycleStage.optional(),
  country: z.string().length(2).optional(),
  /** Known customers, visitors nobody has recognised yet, or both. */
  kind: z.enum(['known', 'visitors', 'all']).default('known'),
  /** Who may be written to on a channel as of the last word they gave; `none`: on no channel. */
  consent: z.union([ChannelId, z.literal('none')]).optional(),
  /** Band of lifetime value, by the policy in force. */
  value: z.enum(VALUE_BANDS).optional(),
  sort: z.enum(CUSTOMER_SORTS).default('lastSeen'),
  order: z.enum(['asc', 'desc']).default('desc'),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).nullish(),
});

export type CustomerListItem = {
  id: string;
  externalId: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  country: string | null;
  stage: LifecycleStage;
  lastSeenAt: Date;
  lastEngagedAt: Date | null;
  orderCount: number;
  lifetimeValueCents: number;
  /** Channels on which marketing is consented to, as of the last word on each. */
  consents: ChannelId[];
  /** 0..1, as of the workspace's now. */
  engagementScore: number;
  isSimulated: boolean;
};

type Row = Omit<CustomerListItem, 'engagementScore'> & {
  engagementPoints: number;
  engagementAt: Date | null;
  sortKey: string;
};

/** What each order sorts by, as text that casts back; ties by id. */
const SORT_KEYS: Record<(typeof CUSTOMER_SORTS)[number], { key: Prisma.Sql; type: Prisma.Sql }> = {
  lastSeen: { key: Prisma.sql`last_seen_at`, type: Prisma.sql`timestamptz` },
  lastEngaged: { key: Prisma.sql`coalesce(last_engaged_at, '-infinity')`, type: Prisma.sql`timestamptz` },
  value: { key: Prisma.sql`lifetime_value_cents`, type: Prisma.sql`bigint` },
  orders: { key: Prisma.sql`order_count`, type: Prisma.sql`bigint` },
};
const Place = { order: z.enum(['asc', 'desc']), id: z.uuid() };
const Cursor = z.discriminatedUnion('sort', [
  z.object({ ...Place, sort: z.enum(['lastSeen', 'lastEngaged']), key: WrittenInstant.or(z.literal('-infinity')) }),
  z.object({ ...Place, sort: z.enum(['value', 'orders']), key: z.string().regex(/^-?\d{1,10}$/) }),
]);

/** Customers of the workspace, a page at a time, with how many match in all (counted up to 10,000). */
export async function listCustomers(
  ctx: ServiceContext,
  input: z.input<typeof CustomerListInput>,
): Promise<{ items: CustomerListItem[]; nextCursor: string | null; total: number }> {
  authorise(ctx, 'customers.read');
  const { sort, order, limit, cursor, ...filter } = CustomerListInput.parse(input);
  const { key, type } = SORT_KEYS[sort];
  const band = filter.value && (await bandOf(ctx, filter.value));
  const matching = whereOf(ctx, filter, band);
  const isAscending = order === 'asc';
  const direction = isAscending ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const from = cursor ? readCursor(Cursor, cursor) : null;
  const beyond =
    from && from.sort === sort && from.order === order
      ? Prisma.sql`AND (${key}, id) ${isAscending ? Prisma.sql`>` : Prisma.sql`<`} (${from.key}::${type}, ${from.id}::uuid)`
      : Prisma.empty;
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT id, external_id AS "externalId", email, first_name AS "firstName", last_name AS "lastName", country, stage,
      last_seen_at AS "lastSeenAt", last_engaged_at AS "lastEngagedAt", order_count AS "orderCount",
      lifetime_value_cents AS "lifetimeValueCents", engagement_points AS "engagementPoints",
      engagement_at AS "engagementAt", is_simulated AS "isSimulated", (${key})::text AS "sortKey",
      ${CONSENTED} AS consents
    FROM customer WHERE ${matching} ${beyond} ORDER BY ${key} ${direction}, id ${direction} LIMIT ${limit + 1}`;
  const [count] = await ctx.db.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM (SELECT 1 FROM customer WHERE ${matching} LIMIT 10000) AS matching`;
  const { document } = await activePolicy(ctx);
  const page = pageOf(rows, limit, (row) => writeCursor({ sort, order, key: row.sortKey, id: row.id }));
  return { ...page, items: page.items.map((row) => toItem(row, ctx.now, document)), total: count?.total ?? 0 };
}

/** Channels whose latest word on marketing is yes. */
const CONSENTED = Prisma.sql`ARRAY(
  SELECT channel FROM (
    SELECT DISTINCT ON (e.channel) e.channel, e.status FROM consent_event e
    WHERE e.workspace_id = customer.workspace_id AND e.customer_id = customer.id AND e.purpose = ${MARKETING}
    ORDER BY e.channel, e.occurred_at DESC, e.recorded_at DESC, e.id DESC
  ) AS latest WHERE status = 'granted' ORDER BY channel)`;

type Filter = Omit<z.output<typeof CustomerListInput>, 'sort' | 'order' | 'limit' | 'cursor'>;

/** A band that the policy leaves no room for holds nobody. */
async function bandOf(ctx: ServiceContext, id: ValueBandId): Promise<ValueBand> {
  const band = (await customerBands(ctx)).find((each) => each.id === id);
  return band ?? { id, fromCents: 1, belowCents: 1 };
}

function whereOf(ctx: ServiceContext, filter: Filter, band: ValueBand | undefined): Prisma.Sql {
  const { search, stage, country, kind, consent } = filter;
  // Of an erased person nothing is left to list.
  const conditions = [Prisma.sql`workspace_id = ${ctx.workspaceId}::uuid AND erased_at IS NULL`];
  if (stage) conditions.push(Prisma.sql`stage = ${stage}`);
  if (country) conditions.push(Prisma.sql`country = ${country.toUpperCase()}`);
  if (kind === 'known') conditions.push(Prisma.sql`external_id IS NOT NULL`);
  if (kind === 'visitors') conditions.push(Prisma.sql`external_id IS NULL`);
  if (consent === 'none') conditions.push(Prisma.sql`cardinality(${CONSENTED}) = 0`);
  else if (consent) conditions.push(Prisma.sql`${consent} = ANY (${CONSENTED})`);
  if (band?.fromCents != null) conditions.push(Prisma.sql`lifetime_value_cents >= ${band.fromCents}`);
  if (band?.belowCents != null) conditions.push(Prisma.sql`lifetime_value_cents < ${band.belowCents}`);
  if (search) {
    const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(Prisma.sql`(external_id ILIKE ${part} OR email ILIKE ${part}
      OR concat_ws(' ', first_name, last_name) ILIKE ${part})`);
  }
  return Prisma.join(conditions, ' AND ');
}

function toItem(
  { engagementPoints: points, engagementAt: at, sortKey: _, ...row }: Row,
  now: Date,
  policy: Policy,
): CustomerListItem {
  return { ...row, engagementScore: engagementScore({ points, at }, now, policy.engagement) };
}
