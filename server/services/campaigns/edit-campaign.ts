import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import { z } from 'zod';
import { Approvals, approvalsWithout, changedSections, SectionAuthors } from '@/domain/campaigns/approval';
import { CampaignDocument } from '@/domain/campaigns/campaign';
import { CAMPAIGN_SECTIONS, STATUS_NAMES } from '@/domain/campaigns/campaign-ids';
import { isEditable } from '@/domain/campaigns/status';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { countAlone } from '../../count-alone';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { nameSegments, segmentsOfCampaign } from '../segments';
import { claimCampaign, documentOf, personId, statusOf } from './claim-campaign';

/** Campaigns a workspace can have beside its archive: more than anybody keeps in mind. */
const MOST_CAMPAIGNS = 200;

export const CreateCampaignInput = z.object({ document: CampaignDocument });
export const SaveCampaignInput = z.object({
  campaignId: z.uuid(),
  /** The revision that was on screen. */
  revision: z.number().int().min(1),
  document: CampaignDocument,
});

/** Makes a campaign, as a draft of whoever makes it. Throws forbidden, and conflict when there are too many. */
export async function createCampaign(
  ctx: ServiceContext,
  input: z.input<typeof CreateCampaignInput>,
): Promise<{ id: string }> {
  authorise(ctx, 'campaigns.edit');
  const { document } = CreateCampaignInput.parse(input);
  const { workspaceId, now } = ctx;
  const id = v7();
  const author = personId(ctx);
  await inTransaction(ctx, async (tx) => {
    await refuseTooMany(tx, ctx);
    await nameSegments(tx, ctx, segmentsOfCampaign(document));
    await tx.campaign.create({
      data: {
        workspaceId,
        id,
        name: document.name,
        document,
        sectionAuthors: Object.fromEntries(CAMPAIGN_SECTIONS.map((section) => [section, author])),
        authorId: author,
        createdAt: now,
        updatedAt: now,
      },
    });
    await keepVersion(tx, ctx, id, 1, document);
    await appendAudit(tx, ctx, {
      action: 'campaign.created',
      subject: `campaign:${id}`,
      payload: { name: document.name, trigger: document.trigger.kind, steps: document.steps.length },
    });
  });
  return { id };
}

/**
 * Keeps what was written. A section that was changed is approved no longer, and the campaign goes back to its draft. Throws
 * forbidden, not_found, and conflict while it runs, after it has ended, or when somebody else saved it meanwhile.
 */
export async function saveCampaign(
  ctx: ServiceContext,
  input: z.input<typeof SaveCampaignInput>,
): Promise<{ revision: number }> {
  authorise(ctx, 'campaigns.edit');
  const { campaignId, revision, document } = SaveCampaignInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    const row = await claimCampaign(tx, ctx, { campaignId, revision });
    const status = statusOf(row);
    if (!isEditable(status)) {
      const way = status === 'running' ? ' Pause it first.' : '';
      throw new ServiceError('conflict', `A campaign cannot be changed while it is “${STATUS_NAMES[status]}”.${way}`);
    }
    const before = documentOf(row);
    if (isDeepStrictEqual(before, document)) return { revision };
    await nameSegments(tx, ctx, segmentsOfCampaign(document));
    const changed = changedSections(before, document);
    const authors = SectionAuthors.parse(row.sectionAuthors);
    const author = personId(ctx);
    const saved = await tx.campaign.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
      data: {
        name: document.name,
        document,
        revision: revision + 1,
        approvals: approvalsWithout(Approvals.parse(row.approvals), changed),
        sectionAuthors: { ...authors, ...Object.fromEntries(changed.map((section) => [section, author])) },
        updatedAt: ctx.now,
        ...(changed.length > 0 && { status: 'draft', statusReason: null }),
      },
    });
    await keepVersion(tx, ctx, campaignId, saved.revision, document);
    await appendAudit(tx, ctx, {
      action: 'campaign.saved',
      subject: `campaign:${campaignId}`,
      payload: { name: document.name, revision: saved.revision, changed, was: status, is: saved.status },
    });
    return { revision: saved.revision };
  });
}

async function keepVersion(
  tx: Db,
  ctx: ServiceContext,
  campaignId: string,
  revision: number,
  document: CampaignDocument,
): Promise<void> {
  await tx.campaignVersion.create({
    data: {
      workspaceId: ctx.workspaceId,
      campaignId,
      revision,
      document,
      changedById: personId(ctx),
      changedAt: ctx.now,
    },
  });
}

/** Throws conflict where the workspace has as many campaigns beside its archive as it can have. */
export async function refuseTooMany(tx: Db, ctx: ServiceContext): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, status: { not: 'archived' } };
  const count = await countAlone(tx, ctx, 'campaign', () => tx.campaign.count({ where }));
  if (count >= MOST_CAMPAIGNS) throw new ServiceError('conflict', `There are ${count} campaigns. Archive one first.`);
}
