import type { ServiceContext } from '../../context';
import type { Db } from '../../db';

/** Where a customer's way through a campaign stands. */
export type Way = {
  campaignId: string;
  customerId: string;
  occurrence: string;
  nextStep: number;
  nextStepAt: Date | null;
  endedAs: string | null;
  endedAt: Date | null;
};

/** The way that a decision was a step of; null where it was of none. */
export async function wayOf(tx: Db, ctx: ServiceContext, decisionId: string): Promise<Way | null> {
  const { workspaceId } = ctx;
  const touch = await tx.campaignTouch.findUnique({
    where: { workspaceId_decisionId: { workspaceId, decisionId } },
    select: { campaignId: true, customerId: true, occurrence: true },
  });
  if (!touch) return null;
  const where = { workspaceId_campaignId_customerId_occurrence: { workspaceId, ...touch } };
  const standing = await tx.campaignEnrolment.findUnique({
    where,
    select: { nextStep: true, nextStepAt: true, endedAs: true, endedAt: true },
  });
  return standing && { ...touch, ...standing };
}

/** Puts a way back to where it stood, unless the customer has ordered meanwhile: that end stays. */
export async function restoreWay(tx: Db, { workspaceId }: ServiceContext, way: Way): Promise<void> {
  const { campaignId, customerId, occurrence, ...stood } = way;
  await tx.campaignEnrolment.updateMany({
    where: { workspaceId, campaignId, customerId, occurrence, endedAs: 'stopped' },
    data: stood,
  });
}
