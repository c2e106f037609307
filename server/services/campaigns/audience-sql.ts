import type { AudienceRule } from '@/domain/campaigns/campaign';
import { valueBands } from '@/domain/customers/value-bands';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';

/**
 * A rule as a condition on `customer c`, the tenant inside. The same rule as `whyNotInAudience`, customer by customer: a
 * test compares them.
 */
export function audienceCondition(
  ctx: Pick<ServiceContext, 'workspaceId' | 'now'>,
  rule: AudienceRule,
  policy: Policy,
): Prisma.Sql {
  const conditions = [Prisma.sql`c.workspace_id = ${ctx.workspaceId}::uuid`];
  if (rule.stages.length > 0) conditions.push(Prisma.sql`c.stage = ANY(${rule.stages}::text[])`);
  if (rule.valueBands.length > 0) conditions.push(inBands(rule.valueBands, policy));
  if (rule.countries.length > 0) conditions.push(Prisma.sql`c.country = ANY(${rule.countries}::text[])`);
  if (rule.consent) conditions.push(saidYes(ctx, Prisma.sql`${rule.consent}`));
  if (rule.orders === 'never') conditions.push(Prisma.sql`c.order_count = 0`);
  if (rule.orders === 'some') conditions.push(Prisma.sql`c.order_count > 0`);
  if (rule.lastOrderAtLeastDays !== null) {
    conditions.push(Prisma.sql`c.last_order_at <= ${after(ctx.now, -rule.lastOrderAtLeastDays * DAY)}::timestamptz`);
  }
  if (rule.lastOrderAtMostDays !== null) {
    conditions.push(Prisma.sql`c.last_order_at >= ${after(ctx.now, -rule.lastOrderAtMostDays * DAY)}::timestamptz`);
  }
  return Prisma.join(conditions, ' AND ');
}

function inBands(wanted: AudienceRule['valueBands'], policy: Policy): Prisma.Sql {
  const bands = valueBands(policy).filter(({ id }) => wanted.includes(id));
  if (bands.length === 0) return Prisma.sql`false`;
  const ranges = bands.map(
    ({ fromCents, belowCents }) => Prisma.sql`
      (${fromCents}::int IS NULL OR c.lifetime_value_cents >= ${fromCents}::int)
      AND (${belowCents}::int IS NULL OR c.lifetime_value_cents < ${belowCents}::int)`,
  );
  return Prisma.sql`((${Prisma.join(ranges, ') OR (')}))`;
}

/** The customer's last word on marketing on a channel is yes. */
export function saidYes(ctx: Pick<ServiceContext, 'now'>, channel: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT e.status FROM consent_event e
    WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id AND e.channel = ${channel}
      AND e.purpose = 'marketing' AND e.occurred_at <= ${ctx.now}::timestamptz
    ORDER BY e.occurred_at DESC, e.recorded_at DESC LIMIT 1) = 'granted'`;
}
