import { CHANNELS, type ChannelId } from '@/domain/channels/channel';
import type { Said } from '@/domain/guardrails/consent-record';
import type { Policy } from '@/domain/policies/policy';
import { type Preferences, preferencesOf } from '@/domain/preferences/preferences';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { addressHash, closedAmong, confirmationsInForce, consentFact } from '../consent';

/** A customer as their preferences need them: where each channel reaches them. Web pages and apps have no address. */
export type Reached = {
  customerId: string;
  country: string | null;
  addresses: ReadonlyMap<ChannelId, string | null>;
};

/** The channels somebody can be reached on; null for a customer who was erased, or is none. */
export async function reachOf(tx: Db, ctx: ServiceContext, customerId: string): Promise<Reached | null> {
  const { workspaceId } = ctx;
  const customer = await tx.customer.findFirst({
    where: { workspaceId, id: customerId, erasedAt: null },
    select: { email: true, phone: true, country: true },
  });
  if (!customer) return null;
  const hasDevice = (await tx.pushDevice.count({ where: { workspaceId, customerId }, take: 1 })) > 0;
  const at: Record<ChannelId, string | null | undefined> = {
    email: customer.email ?? undefined,
    sms: customer.phone ?? undefined,
    whatsapp: customer.phone ?? undefined,
    push: hasDevice ? null : undefined,
    web: null,
  };
  const addresses = CHANNELS.flatMap((channel) => {
    const address = at[channel];
    return address === undefined ? [] : [[channel, address] as const];
  });
  return { customerId, country: customer.country, addresses: new Map(addresses) };
}

/** What a customer wants now, channel by channel and as a whole. */
export async function readPreferences(
  tx: Db,
  ctx: ServiceContext,
  reached: Reached,
  policy: Pick<Policy, 'consent'>,
): Promise<Preferences> {
  const reachable = [...reached.addresses.keys()];
  return preferencesOf(await saidBy(tx, ctx, reached), { reachable, policy, now: ctx.now });
}

async function saidBy(tx: Db, ctx: ServiceContext, { customerId, country, addresses }: Reached): Promise<Said> {
  const { workspaceId } = ctx;
  const rows = await tx.consentEvent.findMany({
    where: { workspaceId, customerId, occurredAt: { lte: ctx.now } },
    orderBy: [{ occurredAt: 'desc' }, { recordedAt: 'desc' }, { id: 'desc' }],
  });
  const written = [...addresses].flatMap(([channel, address]) => (address === null ? [] : [{ channel, address }]));
  const closed = await closedAmong(tx, ctx, written);
  const hashes = new Map<string, string>();
  for (const { channel, address } of written) hashes.set(channel, await addressHash(workspaceId, channel, address));
  return {
    customer: { country },
    consent: confirmationsInForce(rows, (channel) => hashes.get(channel) ?? null).map(consentFact),
    suppressed: [...closed].map(([{ channel }, { reason }]) => ({ channel, reason })),
  };
}
