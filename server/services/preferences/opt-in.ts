import type { AskedChannel, OptInState } from '@/domain/preferences/opt-in';
import { isAsked } from '@/domain/preferences/opt-in';
import { Brand } from '@/domain/workspaces/brand';
import { createContext, type ServiceContext } from '../../context';
import { tenantDb } from '../../db';
import type { OptInRequest } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { linkSigner } from '../../signing';
import { confirmOptIn, keyedHash, optInStanding } from '../consent';
import { recallClaimed } from '../delivery';
import { masked } from '../tracking';
import type { Speaker } from './preference-page';

/** What the page behind a confirmation link shows. `address` is masked: the link may have been forwarded. */
export type OptInPage = {
  companyName: string;
  brandColors: Brand['colors'];
  channel: AskedChannel;
  address: string;
  state: OptInState;
};

const SOURCES: Record<AskedChannel, string> = {
  email: 'link in the confirmation e-mail',
  sms: 'link in the confirmation SMS',
};

/** Where the holder of a confirmation link stands; changes nothing. Null for a token not signed here, or of an erased person. */
export async function findOptIn(token: string): Promise<OptInPage | null> {
  const found = await findRequest(token);
  return found && describe(found);
}

/**
 * Confirms what the holder of the link signed up for, effective with this transaction and exactly once, with its proof in
 * the ledger; nothing where it expired or the customer said no since. Null as for `findOptIn`.
 */
export async function confirmByLink(token: string, speaker: Speaker): Promise<OptInPage | null> {
  const found = await findRequest(token);
  if (!found) return null;
  const { ctx, request, channel } = found;
  const ipHash = await keyedHash(ctx.workspaceId, 'ip', speaker.address);
  const agentHash = speaker.userAgent ? await keyedHash(ctx.workspaceId, 'user-agent', speaker.userAgent) : null;
  await inTransaction(ctx, async (tx) => {
    await confirmOptIn(tx, ctx, request.id, { source: SOURCES[channel], ipHash, agentHash });
    await recallClaimed(tx, ctx, request.customerId);
  });
  return describe(found);
}

type Found = { ctx: ServiceContext; request: OptInRequest; channel: AskedChannel };

async function findRequest(token: string): Promise<Found | null> {
  const link = (await linkSigner()).read('confirmation', token);
  if (!link) return null;
  const { workspaceId, messageId: id } = link;
  const request = await tenantDb(workspaceId).optInRequest.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
  });
  if (!request || !isAsked(request.channel)) return null;
  const ctx = await createContext(workspaceId, { kind: 'customer', customerId: request.customerId });
  return { ctx, request, channel: request.channel };
}

async function describe({ ctx, request, channel }: Found): Promise<OptInPage | null> {
  const standing = await optInStanding(ctx.db, ctx, request.id);
  if (!standing) return null;
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const { companyName, colors } = Brand.parse(brand);
  return { companyName, brandColors: colors, channel, address: masked(request.toAddress), state: standing.state };
}
