import { z } from 'zod';
import { Approvals, openSections } from '@/domain/campaigns/approval';
import { STATUS_NAMES } from '@/domain/campaigns/campaign-ids';
import { afterMove, type CampaignMove, movedWord, possibleFrom } from '@/domain/campaigns/status';
import type { Right } from '@/domain/workspaces/permissions';
import { appendAudit } from '../../audit';
import { actorMay, authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Campaign } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { nameSegments, segmentsOfCampaign } from '../segments';
import { claimCampaign, documentOf, statusOf } from './claim-campaign';
import { refuseTooMany } from './edit-campaign';
import { plannedSplit } from './planned-split';

/** Who may do what to a campaign as a whole. */
export const MOVE_RIGHTS: Record<CampaignMove, Right> = {
  submit: 'campaigns.edit',
  withdraw: 'campaigns.edit',
  launch: 'campaigns.run',
  pause: 'campaigns.pause',
  resume: 'campaigns.run',
  end: 'campaigns.run',
  archive: 'campaigns.edit',
  restore: 'campaigns.edit',
};

/** Moves after which its segments are in use again: they may have been archived while it lay there. */
const BEGINS_USE: ReadonlySet<CampaignMove> = new Set(['restore', 'submit', 'launch']);

export const MoveCampaignInput = z.object({
  campaignId: z.uuid(),
  revision: z.number().int().min(1),
  move: z.enum(['submit', 'withdraw', 'launch', 'pause', 'resume', 'end', 'archive', 'restore']),
  reason: z.string().trim().max(300).default(''),
});

export const PauseCampaignsInput = z.object({
  campaignIds: z.array(z.uuid()).min(1).max(200),
  reason: z.string().trim().max(300).default(''),
});

/**
 * Submits, sends back, launches, pauses, resumes, ends or archives a campaign, or takes that back. Whoever is on their way waits while
 * it is paused, and goes no further once it has ended. Throws forbidden, not_found, and conflict when it was changed
 * meanwhile, the move is not possible from where it stands, or there are too many to bring one back.
 */
export async function moveCampaign(
  ctx: ServiceContext,
  input: z.input<typeof MoveCampaignInput>,
): Promise<{ status: string }> {
  const { campaignId, revision, move, reason } = MoveCampaignInput.parse(input);
  // Who approves may send back instead.
  if (move !== 'withdraw' || !actorMay(ctx, 'campaigns.approve')) authorise(ctx, MOVE_RIGHTS[move]);
  const moved = await inTransaction(ctx, async (tx) => {
    const row = await claimCampaign(tx, ctx, { campaignId, revision });
    const current = statusOf(row);
    if (!afterMove(current, move)) {
      const from = possibleFrom(move).map((status) => `“${STATUS_NAMES[status]}”`);
      throw new ServiceError(
        'conflict',
        `This campaign is “${STATUS_NAMES[current]}”; that is done from ${from.join(' or ')}.`,
      );
    }
    if (move === 'restore') await refuseTooMany(tx, ctx);
    if (BEGINS_USE.has(move)) await nameSegments(tx, ctx, segmentsOfCampaign(documentOf(row)));
    return { status: await moveWithin(tx, ctx, row, move, reason) };
  });
  if (moved.status === 'running') await ctx.publish('campaign/launched', { workspaceId: ctx.workspaceId });
  return moved;
}

/**
 * Pauses those of some campaigns that run, and answers which: others are left as they are. Throws forbidden, and not_found
 * when one of them is no campaign of this workspace.
 */
export async function pauseCampaigns(
  ctx: ServiceContext,
  input: z.input<typeof PauseCampaignsInput>,
): Promise<{ paused: string[] }> {
  authorise(ctx, 'campaigns.pause');
  const { campaignIds, reason } = PauseCampaignsInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    const { workspaceId } = ctx;
    await tx.$queryRaw`
      SELECT 1 FROM campaign WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${campaignIds}::uuid[])
      ORDER BY id FOR UPDATE`;
    const known = await tx.campaign.findMany({
      where: { workspaceId, id: { in: campaignIds } },
      orderBy: { id: 'asc' },
    });
    if (known.length < new Set(campaignIds).size) throw new ServiceError('not_found', 'There is no such campaign.');
    const running = known.filter(({ status }) => status === 'running');
    for (const row of running) await moveWithin(tx, ctx, row, 'pause', reason);
    return { paused: running.map(({ id }) => id) };
  });
}

/** Moves a campaign that is locked and can be moved so, in the caller's transaction. Answers its new status. */
export async function moveWithin(
  tx: Db,
  ctx: ServiceContext,
  row: Campaign,
  move: CampaignMove,
  reason: string,
): Promise<string> {
  const status = nextStatus(row, move);
  await tx.campaign.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: row.id } },
    data: {
      status,
      statusReason: reason || null,
      updatedAt: ctx.now,
      ...(move === 'submit' && { submittedAt: ctx.now }),
      ...((move === 'withdraw' || move === 'restore') && { approvals: {} }),
      ...(move === 'launch' && {
        launchedAt: row.launchedAt ?? ctx.now,
        budgetSplit: await plannedSplit(tx, ctx, row.id, documentOf(row)),
      }),
      ...(move === 'end' && { endedAt: ctx.now }),
    },
  });
  if (move === 'end') await stopWays(tx, ctx, row.id);
  await appendAudit(tx, ctx, {
    action: `campaign.${movedWord(move)}`,
    subject: `campaign:${row.id}`,
    payload: { name: row.name, revision: row.revision, was: row.status, is: status, reason },
  });
  return status;
}

/** Where nothing is left to approve, what is submitted is approved at once: only words that reach nobody were changed. */
function nextStatus(row: Campaign, move: CampaignMove): string {
  if (move === 'submit' && openSections(Approvals.parse(row.approvals)).length === 0) return 'approved';
  return afterMove(statusOf(row), move) ?? row.status;
}

async function stopWays(tx: Db, ctx: ServiceContext, campaignId: string): Promise<void> {
  await tx.campaignEnrolment.updateMany({
    where: { workspaceId: ctx.workspaceId, campaignId, endedAt: null },
    data: { endedAs: 'stopped', endedAt: ctx.now, nextStepAt: null },
  });
}
