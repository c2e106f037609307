import { v7 } from 'uuid';
import type { ServiceContext } from '@/server/context';

const DAY = 86_400_000;

/** People who ordered twice, said yes to e-mail, and have not been seen for a hundred days. */
export async function dormantCustomers(ctx: ServiceContext, count: number): Promise<void> {
  const { workspaceId } = ctx;
  const before = (days: number) => new Date(ctx.now.getTime() - days * DAY);
  const ids = Array.from({ length: count }, () => v7());
  await ctx.db.customer.createMany({
    data: ids.map((id) => ({
      id,
      workspaceId,
      externalId: `shop-${id}`,
      email: `${id}@shoppers.example`,
      firstName: 'Ida',
      country: 'GB',
      timezone: 'Europe/London',
      firstSeenAt: before(300),
      lastSeenAt: before(100),
      signedUpAt: before(300),
      lastEngagedAt: before(100),
      lastOrderAt: before(100),
      orderCount: 2,
      lifetimeValueCents: 20_000,
      stage: 'dormant',
      engagementPoints: 1.5,
      engagementAt: before(100),
      subjectRef: v7(),
    })),
  });
  await ctx.db.consentEvent.createMany({
    data: ids.map((customerId) => ({
      id: v7(),
      workspaceId,
      customerId,
      channel: 'email',
      purpose: 'marketing',
      status: 'granted',
      lawfulBasis: 'consent',
      source: 'checkout checkbox',
      textVersion: '2026-01',
      actor: 'customer',
      occurredAt: before(30),
      evidence: `bench:${customerId}`,
    })),
  });
}
