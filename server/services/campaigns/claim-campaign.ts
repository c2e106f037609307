import { CampaignDocument } from '@/domain/campaigns/campaign';
import { type CampaignStatus, isCampaignStatus } from '@/domain/campaigns/campaign-ids';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Campaign } from '../../generated/prisma/client';

/** A campaign of the workspace. Throws not_found. */
export async function findCampaign(tx: Db, ctx: ServiceContext, id: string): Promise<Campaign> {
  const row = await tx.campaign.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!row) throw new ServiceError('not_found', 'There is no such campaign.');
  return row;
}

/** The same, locked until commit, as it was on screen. Throws not_found, and conflict when it was changed since. */
export async function claimCampaign(
  tx: Db,
  ctx: ServiceContext,
  { campaignId, revision }: { campaignId: string; revision: number },
): Promise<Campaign> {
  await tx.$queryRaw`
    SELECT 1 FROM campaign WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ${campaignId}::uuid FOR UPDATE`;
  const row = await findCampaign(tx, ctx, campaignId);
  if (row.revision !== revision) {
    throw new ServiceError('conflict', 'Somebody changed this campaign while you were looking at it.');
  }
  return row;
}

/** The status of a row; the column holds no other. */
export function statusOf({ status }: Pick<Campaign, 'status'>): CampaignStatus {
  return isCampaignStatus(status) ? status : 'draft';
}

/** The document of a row. */
export function documentOf({ document }: Pick<Campaign, 'document'>): CampaignDocument {
  return CampaignDocument.parse(document);
}

/** Who acts, where it is a person. */
export function personId({ actor }: Pick<ServiceContext, 'actor'>): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}
