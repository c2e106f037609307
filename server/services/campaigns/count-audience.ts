import type { z } from 'zod';
import { AudienceRule } from '@/domain/campaigns/campaign';
import { CAMPAIGN_CHANNELS, type CampaignChannel } from '@/domain/campaigns/campaign-ids';
import type { Policy } from '@/domain/policies/policy';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { activePolicy } from '../policies';
import { audienceCondition, saidYes } from './audience-sql';
import type { AudienceCount } from './types';

/** What makes a customer reachable on a channel. */
const HAS_ADDRESS: Record<CampaignChannel, Prisma.Sql> = {
  email: Prisma.sql`c.email IS NOT NULL`,
  sms: Prisma.sql`c.phone IS NOT NULL`,
  whatsapp: Prisma.sql`c.phone IS NOT NULL`,
  push: Prisma.sql`EXISTS (SELECT 1 FROM push_device d
    WHERE d.workspace_id = c.workspace_id AND d.customer_id = c.id)`,
  web: Prisma.sql`(c.external_id IS NOT NULL OR EXISTS (SELECT 1 FROM customer_identity i
    WHERE i.workspace_id = c.workspace_id AND i.customer_id = c.id AND i.kind = 'anonymous'))`,
};

/** How many customers a rule finds now, and how many of them may be written to on each channel. Right: campaigns.read. */
export async function countAudience(
  ctx: ServiceContext,
  input: { audience: z.input<typeof AudienceRule> },
): Promise<AudienceCount> {
  authorise(ctx, 'campaigns.read');
  const { document } = await activePolicy(ctx);
  return countWithin(ctx.db, ctx, AudienceRule.parse(input.audience), document);
}

/** The same, inside the caller's transaction. */
export async function countWithin(
  tx: Db,
  ctx: ServiceContext,
  rule: AudienceRule,
  policy: Policy,
): Promise<AudienceCount> {
  const counted = CAMPAIGN_CHANNELS.map(
    (channel) =>
      Prisma.sql`count(*) FILTER (WHERE ${HAS_ADDRESS[channel]} AND ${saidYes(ctx, Prisma.sql`${channel}`)})::int
        AS ${Prisma.raw(channel)}`,
  );
  const [row] = await tx.$queryRaw<(Record<CampaignChannel, number> & { total: number })[]>`
    SELECT count(*)::int AS total, ${Prisma.join(counted)} FROM customer c
    WHERE ${audienceCondition(ctx, rule, policy)}`;
  return {
    total: row?.total ?? 0,
    reach: CAMPAIGN_CHANNELS.map((channel) => ({ channel, customers: row?.[channel] ?? 0 })),
  };
}
