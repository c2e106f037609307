import { ChannelId } from '@/domain/channels/channel';
import { engagementScore } from '@/domain/customers/engagement';
import { LifecycleStage } from '@/domain/customers/stage';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { closedAmong } from '../consent';
import { activePolicy } from '../policies';
import { cartsOf } from './carts-of';
import { unconfirmedOf } from './unconfirmed-of';

/**
 * One customer with what is computed about them: profile, stage, value, engagement, consent as it stands per channel and
 * purpose, what waits to be confirmed, suppressed channels, carts, ids. Throws not_found for a customer of another workspace.
 */
export async function getCustomer(ctx: ServiceContext, input: { customerId: string }) {
  authorise(ctx, 'customers.read');
  const { workspaceId } = ctx;
  const customer = await ctx.db.customer.findFirst({ where: { workspaceId, id: input.customerId } });
  if (!customer) throw new ServiceError('not_found', 'There is no such customer.');
  const owned = { workspaceId, customerId: customer.id };
  const [consents, identities, carts, stages, suppressed, offers, policy] = await Promise.all([
    ctx.db.consentEvent.findMany({
      where: owned,
      orderBy: [{ occurredAt: 'desc' }, { recordedAt: 'desc' }],
      take: 500,
    }),
    ctx.db.customerIdentity.findMany({ where: owned, orderBy: { linkedAt: 'asc' }, take: 50 }),
    cartsOf(ctx, customer.id),
    ctx.db.stageChange.findMany({ where: owned, orderBy: { changedAt: 'desc' }, take: 20 }),
    suppressedChannels(ctx, customer),
    liveOffers(ctx, customer.id),
    activePolicy(ctx),
  ]);
  const { traitTimes: _, engagementPoints: points, engagementAt: at, stage, traits, ...profile } = customer;
  return {
    ...profile,
    traits: traits as Record<string, unknown>,
    stage: LifecycleStage.parse(stage),
    engagementRules: policy.document.engagement,
    engagementScore: engagementScore({ points, at }, ctx.now, policy.document.engagement),
    averageOrderCents: profile.orderCount > 0 ? Math.round(profile.lifetimeValueCents / profile.orderCount) : null,
    consents: latestPerPurpose(consents),
    unconfirmed: await unconfirmedOf(ctx, customer, consents),
    suppressed,
    identities: identities.map(({ kind, value, linkedAt }) => ({ kind, value, linkedAt })),
    carts,
    liveOffers: offers,
    stageHistory: stages.map(({ id, from, to, reason, changedAt }) => ({ id, from, to, reason, changedAt })),
  };
}

export type CustomerDetail = Awaited<ReturnType<typeof getCustomer>>;

type Consent = {
  channel: string;
  purpose: string;
  status: string;
  source: string;
  lawfulBasis: string | null;
  textVersion: string | null;
  actor: string;
  evidence: string | null;
  occurredAt: Date;
};

/** What holds now: the latest word per channel and purpose. Expects the newest first. */
function latestPerPurpose(consents: readonly Consent[]): Consent[] {
  const latest = new Map<string, Consent>();
  for (const consent of consents) {
    const { channel, purpose, status, source, lawfulBasis, textVersion, actor, evidence, occurredAt } = consent;
    const key = `${channel}:${purpose}`;
    const proof = { lawfulBasis, textVersion, actor, evidence, occurredAt };
    if (!latest.has(key)) latest.set(key, { channel, purpose, status, source, ...proof });
  }
  return [...latest.values()];
}

/** Codes this customer holds that can still be used, the first to end first. */
function liveOffers(ctx: ServiceContext, customerId: string) {
  return ctx.db.offer.findMany({
    where: { workspaceId: ctx.workspaceId, customerId, status: 'live', expiresAt: { gt: ctx.now } },
    orderBy: { expiresAt: 'asc' },
    select: { id: true, code: true, percentOff: true, decisionId: true, issuedAt: true, expiresAt: true },
    take: 5,
  });
}

async function suppressedChannels(ctx: ServiceContext, customer: { email: string | null; phone: string | null }) {
  const addresses = ChannelId.options.flatMap((channel) => {
    const address = channel === 'email' ? customer.email : customer.phone;
    return address && channel !== 'push' && channel !== 'web' ? [{ channel, address }] : [];
  });
  const closed = await closedAmong(ctx.db, ctx, addresses);
  return [...closed].map(([{ channel }, why]) => ({ channel, ...why }));
}
