import { audienceAsRule } from '@/domain/campaigns/audience-as-rule';
import type { AudienceRule } from '@/domain/campaigns/campaign';
import type { Policy } from '@/domain/policies/policy';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { compileRule, customersWho, lastWord } from '../segments';

/**
 * An audience as a condition on `customer c`, the tenant inside, by the compiler of segments. The same rule as
 * `whyNotInAudience`, customer by customer: a test compares them.
 */
export function audienceCondition(
  ctx: Pick<ServiceContext, 'workspaceId' | 'now'>,
  audience: AudienceRule,
  policy: Policy,
): Prisma.Sql {
  const rule = audienceAsRule(audience, policy);
  const { joins, condition } = compileRule(ctx, rule);
  const isMet = joins === Prisma.empty ? condition : Prisma.sql`c.id IN (${customersWho(ctx, rule)})`;
  return Prisma.sql`c.workspace_id = ${ctx.workspaceId}::uuid AND c.erased_at IS NULL AND ${isMet}`;
}

/** The customer's last word on marketing on a channel is yes. */
export function saidYes(ctx: Pick<ServiceContext, 'now'>, channel: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${lastWord(ctx, channel)} = 'granted'`;
}
