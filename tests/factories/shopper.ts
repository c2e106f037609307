import { v7 } from 'uuid';
import type { ChannelId } from '@/domain/channels/channel';
import { CONFIRMATION } from '@/domain/guardrails/consent-record';
import type { ServiceContext } from '@/server/context';
import type { Customer, Prisma } from '@/server/generated/prisma/client';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type ShopperOptions = Partial<Prisma.CustomerUncheckedCreateInput> & {
  /** Channels the customer said yes to, a month ago. */
  consents?: readonly ChannelId[];
};

/** A zone in which it is about noon at this instant: rules of the day's hours decide nothing about a test. */
function noonZone(now: Date): string {
  const east = 12 - now.getUTCHours();
  return `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}

/** A customer of the workspace who ordered before, is engaged, and may be written to by e-mail. */
export async function shopper(
  ctx: ServiceContext,
  { consents = ['email'], ...details }: ShopperOptions = {},
): Promise<Customer> {
  const id = v7();
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  const customer = await ctx.db.customer.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      externalId: `shop-${id}`,
      email: `${id}@shoppers.example`,
      firstName: 'Ida',
      country: 'GB',
      timezone: noonZone(ctx.now),
      firstSeenAt: before(300 * DAY),
      lastSeenAt: before(3 * HOUR),
      signedUpAt: before(300 * DAY),
      lastEngagedAt: before(3 * HOUR),
      lastOrderAt: before(40 * DAY),
      orderCount: 2,
      lifetimeValueCents: 20_000,
      stage: 'active',
      engagementPoints: 1.5,
      engagementAt: before(3 * HOUR),
      subjectRef: v7(),
      ...details,
    },
  });
  await ctx.db.consentEvent.createMany({
    data: consents.flatMap(confirmed).map(({ channel, purpose }) => ({
      id: v7(),
      workspaceId: ctx.workspaceId,
      customerId: customer.id,
      channel,
      purpose,
      status: 'granted',
      lawfulBasis: 'consent',
      source: 'checkout checkbox',
      textVersion: '2026-01',
      actor: 'customer',
      occurredAt: before(30 * DAY),
      evidence: `factory:${customer.id}`,
    })),
  });
  return customer;
}

/** The purposes a yes to a channel is recorded for: that of a telephone has been confirmed. */
function confirmed(channel: ChannelId): { channel: ChannelId; purpose: string }[] {
  const said = { channel, purpose: 'marketing' };
  return channel === 'sms' || channel === 'whatsapp' ? [said, { channel, purpose: CONFIRMATION }] : [said];
}

/** A product whose margin is known, unless told otherwise. */
export async function product(
  ctx: ServiceContext,
  details: Partial<Prisma.ProductUncheckedCreateInput> & { sku: string },
): Promise<void> {
  await ctx.db.product.create({
    data: {
      workspaceId: ctx.workspaceId,
      name: details.sku,
      priceCents: 4_000,
      costCents: 1_500,
      updatedAt: ctx.now,
      firstSeenAt: new Date(ctx.now.getTime() - 400 * DAY),
      ...details,
    },
  });
}

/** An open cart of the customer, three hours idle, worth $120.00. */
export async function idleCart(
  ctx: ServiceContext,
  customerId: string,
  details: Partial<Prisma.CartUncheckedCreateInput> = {},
): Promise<string> {
  const id = v7();
  const changedAt = new Date(ctx.now.getTime() - 3 * HOUR);
  await ctx.db.cart.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      cartKey: `cart-${id}`,
      customerId,
      lines: [{ sku: 'KETTLE', name: 'Kettle', quantity: 3, priceCents: 4_000 }],
      valueCents: 12_000,
      openedAt: changedAt,
      lastChangedAt: changedAt,
      ...details,
    },
  });
  return id;
}
